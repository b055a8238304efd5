package plumb.evidence;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Public types and their public methods and constructors in sources, as the compiler parses them, and whether each has a
 * description. What overrides something inherits its description and is not counted. One thread.
 */
final class DocumentedSources extends TreePathScanner<@Nullable Void, String> {
    private final DocTrees docs;
    private final List<DocumentedItem> items = new ArrayList<>();

    private DocumentedSources(DocTrees docs) {
        this.docs = docs;
    }

    /** Everything public in these files. Throws {@link IOException} where they cannot be parsed, or Java has no compiler. */
    static List<DocumentedItem> in(List<Path> files) throws IOException {
        @Nullable JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("this Java has no compiler; sources can be parsed with a JDK only");
        }
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> problems = new ArrayList<>();
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    problem -> problems.add(problem.toString()),
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            DocumentedSources found = new DocumentedSources(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                found.scan(unit, String.valueOf(unit.getPackageName()));
            }
            if (!problems.isEmpty()) {
                throw new IOException(problems.getFirst());
            }
            return List.copyOf(found.items);
        }
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, String scope) {
        if (!visible(type.getModifiers())) {
            return null;
        }
        String name = scope + "." + type.getSimpleName();
        items.add(new DocumentedItem(name, described()));
        return super.visitClass(type, name);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, String scope) {
        boolean overrides = method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("Override"));
        if (visible(method.getModifiers()) && !overrides) {
            items.add(new DocumentedItem(scope + "#" + method.getName(), described()));
        }
        // Types within a body are nobody's to look up.
        return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, String scope) {
        return null;
    }

    private boolean visible(ModifiersTree modifiers) {
        if (modifiers.getFlags().contains(Modifier.PUBLIC)) {
            return true;
        }
        Tree.Kind outer = getCurrentPath().getParentPath().getLeaf().getKind();
        return (outer == Tree.Kind.INTERFACE || outer == Tree.Kind.ANNOTATION_TYPE)
                && !modifiers.getFlags().contains(Modifier.PRIVATE);
    }

    private boolean described() {
        @Nullable DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
        return comment != null && !comment.getFullBody().isEmpty();
    }
}
