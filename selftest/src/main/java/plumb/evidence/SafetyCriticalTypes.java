package plumb.evidence;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import plumb.model.SafetyCritical;

/** Finds what is marked {@link SafetyCritical} in the compiled classes of a module. Any thread. */
final class SafetyCriticalTypes {
    private static final String MARK = SafetyCritical.class.descriptorString();

    private SafetyCriticalTypes() {}

    /** Full names, sorted by file. */
    static List<String> of(BuildTree.Module module) throws IOException {
        List<String> marked = new ArrayList<>();
        for (Path file : BuildTree.Module.files(module.classes(), ".class")) {
            ClassModel type = ClassFile.of().parse(file);
            boolean isMarked = type.findAttribute(Attributes.runtimeVisibleAnnotations())
                    .map(found -> found.annotations().stream()
                            .anyMatch(annotation -> annotation.className().equalsString(MARK)))
                    .orElse(false);
            if (isMarked) {
                marked.add(type.thisClass().asInternalName().replace('/', '.').replace('$', '.'));
            }
        }
        return marked;
    }
}
