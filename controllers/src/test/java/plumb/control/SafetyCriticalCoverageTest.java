package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumb.model.SafetyCritical;

class SafetyCriticalCoverageTest {
    @Test
    void everySafetyCriticalTypeHasItsCoverageRule() throws IOException, ClassNotFoundException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> marked = new ArrayList<>();
        Path classes = Path.of("target/classes");
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(
                            path -> path.toString().endsWith(".class") && !path.endsWith("package-info.class"))
                    .toList()) {
                String name = classes.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.');
                Class<?> type = Class.forName(name, false, getClass().getClassLoader());
                if (type.isAnnotationPresent(SafetyCritical.class)) {
                    marked.add(name);
                    assertThat(pom).as("rule of %s", name).contains("<include>" + name + "</include>");
                }
            }
        }
        assertThat(marked).contains("plumb.control.Saturation");
    }
}
