package plumb.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every package says what it is for and that nothing in it is null unless it says so. */
class PackageInfoTest {
    private static final Path TOP = Path.of(System.getProperty("basedir", "")).resolve("../..");
    private static final List<String> MODULES = List.of("controllers", "hal", "runtime", "selftest", "deploy/app");

    @Test
    void everyPackageHasADescriptionAndIsNullMarked() throws IOException {
        List<Path> packages = packages();
        assertThat(packages).hasSizeGreaterThan(10);
        for (Path folder : packages) {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info))
                    .as(info.toString())
                    .startsWith("/**")
                    .contains("@NullMarked\npackage ");
        }
    }

    private static List<Path> packages() throws IOException {
        Stream<Path> all = Stream.empty();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(TOP.resolve(module).resolve("src/main/java"))) {
                List<Path> sources =
                        files.filter(file -> file.toString().endsWith(".java")).toList();
                all = Stream.concat(all, sources.stream().map(Path::getParent));
            }
        }
        return all.distinct().toList();
    }
}
