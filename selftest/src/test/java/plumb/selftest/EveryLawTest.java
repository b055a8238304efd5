package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.selftest.Measurement.Measured;

/** The checks of the law and the loop hold for everything the product can be configured to, not only for the default. */
class EveryLawTest {
    @TempDir
    private Path root;

    static Stream<Arguments> combinations() {
        return Stream.of("lab", "benchmark")
                .flatMap(profile -> ControllerRegistry.standard().types().stream()
                        .map(ControllerType::name)
                        .map(law -> Arguments.of(profile, law)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyLawKeepsItsForceLimitInEveryProfile(String profile, String law) throws Exception {
        allHeld(new TestBench(root).set("profile", profile).set("controller", law), "saturation");
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyLawKeepsItsNumbersSoundInEveryProfile(String profile, String law) {
        TestBench bench = new TestBench(root)
                .set("profile", profile)
                .set("controller", law)
                .set("selftest.stabilityTime", "1000s");
        Measured measured = (Measured) new StabilityCheck(bench.assembly(), SelfTestMode.FULL).measure();
        assertThat(measured.value()).as(measured.evidence()).isEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyEnvelopeTripsAtOnceInEveryProfile(String profile, String law) throws Exception {
        allHeld(new TestBench(root).set("profile", profile).set("controller", law), "bounds");
    }

    @ParameterizedTest
    @CsvSource({
        "100Hz, auto, 20",
        "1kHz,  0,    20",
        "1kHz,  12,   0",
        "1kHz,  5,    3",
        "1kHz,  12,   999",
        "1kHz,  1,    400",
        "5kHz,  auto, 20",
    })
    void everyOverrunBudgetTripsAtOnce(String rate, String inARow, String per1000) throws Exception {
        allHeld(
                new TestBench(root)
                        .set("loop.rate", rate)
                        .set("loop.maxConsecutiveMisses", inARow)
                        .set("loop.maxMissesPer1000", per1000),
                "bounds");
    }

    @Test
    void everySupportedCombinationWorks() throws Exception {
        Measured measured = (Measured) CompatibilityCheck.of(new TestBench(root).config(), SelfTestMode.FULL)
                .measure();
        assertThat(measured.value()).as(measured.evidence()).isEqualTo(100);
        assertThat(measured.evidence()).startsWith("310 of 310 probes held: every law with every estimator");
    }

    private static void allHeld(TestBench bench, String check) throws Exception {
        Measured measured = (Measured) bench.measure(check);
        assertThat(measured.value()).as(measured.evidence()).isEqualTo(100);
    }
}
