package plumb.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.model.SafetyCritical;

/** What is marked as safety-critical is what the build demands full coverage of and mutates, module by module. */
class SafetyCriticalCoverageTest {
    private static final Path TOP = Path.of(System.getProperty("basedir", "")).resolve("../..");
    private static final Pattern COVERAGE_RULE = Pattern.compile("<include>([a-z.]+\\.[A-Z]\\w*)</include>");
    private static final Pattern MUTATED = Pattern.compile("<mutation.classes>([^<]+)</mutation.classes>");

    @ParameterizedTest
    @ValueSource(strings = {"controllers", "hal", "runtime", "selftest", "deploy/app"})
    void everyMarkedTypeHasItsCoverageRuleAndEveryRuleItsMark(String module) throws IOException {
        List<String> ruled = COVERAGE_RULE
                .matcher(Files.readString(TOP.resolve(module).resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(marked(module)).containsExactlyInAnyOrderElementsOf(ruled);
        if (module.equals("controllers") || module.equals("runtime") || module.equals("selftest")) {
            assertThat(ruled).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"controllers", "hal", "runtime", "selftest", "deploy/app"})
    void everyMarkedTypeIsMutatedAndNothingElseIs(String module) throws IOException {
        String pom = Files.readString(TOP.resolve(module).resolve("pom.xml"));
        List<String> mutated = MUTATED.matcher(pom)
                .results()
                .flatMap(match -> Stream.of(match.group(1).split(",")))
                .toList();

        assertThat(marked(module)).containsExactlyInAnyOrderElementsOf(mutated);
        assertThat(pom.contains("<mutation.skip>false</mutation.skip>"))
                .as("mutation testing is on where there is something to mutate")
                .isEqualTo(!mutated.isEmpty());
    }

    private static List<String> marked(String module) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("plumb").stream()
                        .filter(type -> type.isAnnotatedWith(SafetyCritical.class))
                        .filter(type -> isOf(module, type))
                        .map(JavaClass::getName)
                        .toList();
    }

    private static boolean isOf(String module, JavaClass type) {
        return type.getSource().orElseThrow().getUri().toString().contains("/" + module + "/target/");
    }
}
