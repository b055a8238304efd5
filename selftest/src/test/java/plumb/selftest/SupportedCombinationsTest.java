package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.RigConfig;
import plumb.config.Start;
import plumb.control.ControllerRegistry;
import plumb.estimate.EstimatorRegistry;
import plumb.selftest.Measurement.Measured;

/** What is supported, what is not and why. */
class SupportedCombinationsTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({
        "lab,       upright, 1kHz,  super-twisting, kalman,",
        "lab,       upright, 100Hz, lqr,            filtered-difference,",
        "lab,       upright, 1kHz,  none,           kalman,",
        "lab,       upright, 1kHz,  lqr,            robust-differentiator,",
        "benchmark, upright, 1kHz,  lqr,            direct,",
        "lab,       hanging, 1kHz,  hybrid,         extended-kalman,",
        "lab,       hanging, 200Hz, hybrid,         filtered-difference,",
        "lab,       upright, 1kHz,  super-twisting, direct,                this rig senses none",
        "benchmark, upright, 1kHz,  lqr,            robust-differentiator, motor without lag jumps",
        "lab,       hanging, 1kHz,  none,           extended-kalman,       needs a law that holds it there",
        "lab,       hanging, 1kHz,  lqr,            kalman,                near upright",
        "lab,       hanging, 1kHz,  lqr,            robust-differentiator, a swing-up exceeds it",
        "lab,       hanging, 250Hz, lqr,            extended-kalman,       whole periods",
        "lab,       hanging, 100Hz, lqr,            filtered-difference,   above half the rate",
    })
    void refusesWithItsReason(String profile, String start, String rate, String law, String estimator, String reason) {
        TestBench bench =
                new TestBench(root).set("profile", profile).set("start", start).set("loop.rate", rate);
        Optional<String> refusal = SupportedCombinations.refusal(
                bench.config(),
                ControllerRegistry.standard().type(law),
                EstimatorRegistry.standard().type(estimator));
        if (reason == null) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal).hasValueSatisfying(text -> assertThat(text).contains(reason));
        }
    }

    @Test
    void aQuickSelfTestTriesTheConfiguredRigOneByOne() {
        List<String> names = SupportedCombinations.of(new TestBench(root).config(), SelfTestMode.QUICK).stream()
                .map(Combination::name)
                .toList();
        assertThat(names)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .contains(
                        "lab super-twisting with kalman at 1000 Hz",
                        "lab none with kalman at 1000 Hz",
                        "lab super-twisting with robust-differentiator at 1000 Hz")
                .doesNotContain("lab lqr with robust-differentiator at 1000 Hz");
    }

    @Test
    void aFullOneTriesEveryLawWithEveryEstimatorOnEveryRig() {
        List<String> names = names(new TestBench(root));
        assertThat(names)
                .hasSize(6 * 5 * 4 + 5 * 3 * 2 + 6 * 5 * 4 + 5 * 4 * 2)
                .doesNotHaveDuplicates()
                .contains(
                        "lab lqr with robust-differentiator at 2000 Hz",
                        "benchmark none with direct at 200 Hz",
                        "lab hybrid with tracking-loop at 500 Hz from hanging",
                        "benchmark lqr with direct at 1000 Hz from hanging");
    }

    @Test
    void theConfiguredRateIsTriedToo() {
        assertThat(names(new TestBench(root).set("loop.rate", "250Hz")))
                .contains("lab lqr with kalman at 250 Hz")
                .doesNotContain("lab lqr with extended-kalman at 250 Hz from hanging");
    }

    @Test
    void aRigOfOnesOwnComesBesideTheBuiltInOnesAndHangsOnlyWhereItHasAPlan() {
        List<String> names = names(new TestBench(root).set("rig.name", "mine").set("plant.cartMass", "1.6kg"));
        assertThat(names)
                .contains("mine lqr with kalman at 500 Hz", "lab lqr with kalman at 500 Hz")
                .contains("lab lqr with extended-kalman at 500 Hz from hanging")
                .noneMatch(name -> name.startsWith("mine") && name.contains("hanging"));
        assertThat(names(new TestBench(root).set("rig.name", "twin")))
                .contains("twin lqr with extended-kalman at 500 Hz from hanging");
    }

    private static List<String> names(TestBench bench) {
        return SupportedCombinations.of(bench.config(), SelfTestMode.FULL).stream()
                .map(Combination::name)
                .toList();
    }

    @Test
    void aSwingUpIsTriedUntilItBalances() {
        assertThat(new Combination(new TestBench(root).set("start", "hanging").config()).trial())
                .isEmpty();
    }

    @Test
    void whatCannotBeBuiltSaysWhy() {
        RigConfig config = new TestBench(root).config();
        Combination impossible = new Combination(
                config.withStart(Start.HANGING).withLoop(config.loop().withPeriod(3_000_000)));
        assertThat(impossible.trial())
                .hasValueSatisfying(wrong ->
                        assertThat(wrong).startsWith("ends in java.lang.").contains("10 ms"));
    }

    @Test
    void namesEachThatDoesNotWork() throws Exception {
        Combination sound = new Combination(new TestBench(root).config());
        Combination falls = new Combination(new TestBench(root)
                .set("controller", "lqr")
                .set("estimator", "filtered-difference")
                .set("estimators.filtered-difference.cutoff", "0.5")
                .config());
        Combination cannotBe = new Combination(new TestBench(root).config().withEstimator("direct"));
        Measured measured =
                (Measured) new CompatibilityCheck(List.of(sound, falls, cannotBe, sound), "a few").measure();
        assertThat(measured.value()).isEqualTo(50);
        assertThat(measured.evidence())
                .startsWith("2 of 4 probes held: a few; not held (first 2): ")
                .contains("lab lqr with filtered-difference at 1000 Hz: leans by 0.28 rad in its last 0.5 s")
                .contains("lab super-twisting with direct at 1000 Hz: ");
    }
}
