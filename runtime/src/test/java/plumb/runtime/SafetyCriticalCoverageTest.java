package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumb.model.SafetyCritical;

class SafetyCriticalCoverageTest {
    private static final Path CLASSES = Path.of("target/classes");

    @Test
    void everyMarkedTypeHasItsCoverageRule() throws IOException {
        assertThat(listedInPom()).containsExactlyInAnyOrderElementsOf(marked()).isNotEmpty();
    }

    private static List<String> listedInPom() throws IOException {
        return Pattern.compile("<include>([a-z.]+\\.[A-Z]\\w*)</include>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static List<String> marked() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(CLASSES::relativize)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(SafetyCriticalCoverageTest::isMarked)
                    .toList();
        }
    }

    private static boolean isMarked(String name) {
        try {
            return Class.forName(name, false, SafetyCriticalCoverageTest.class.getClassLoader())
                    .isAnnotationPresent(SafetyCritical.class);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
