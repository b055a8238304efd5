package plumb.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.cli.Offended;
import plumb.control.OffendingHelper;

/** The rules see what breaks them. */
class ArchitectureControlTest {
    private static final JavaClasses OFFENDERS =
            new ClassFileImporter().importClasses(OffendingHelper.class, Offended.class);

    static Stream<ArchRule> rules() {
        return Stream.of(
                ArchitectureTest.floorsPointDown,
                ArchitectureTest.lawsKnowModelAndDesignOnly,
                ArchitectureTest.onlyLinuxCallsForeignFunctions,
                ArchitectureTest.onlyTheCommandKnowsCommandLinesAndJson,
                ArchitectureTest.onlyTheCommandPrints,
                ArchitectureTest.lawsAndEstimatorsSpeakTheDialectOfTheControlThread,
                ArchitectureTest.lawsAndEstimatorsBoxNothing,
                ArchitectureTest.mathematicsIsTheSameOnEveryMachine,
                ArchitectureTest.namesSayWhatAClassIs,
                ArchitectureTest.packagesHaveNoCycles);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void seesTheOffence(ArchRule rule) {
        assertThat(rule.evaluate(OFFENDERS).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }
}
