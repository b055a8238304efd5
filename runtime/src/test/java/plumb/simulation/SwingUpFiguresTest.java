package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.RigConfig;
import plumb.runtime.LoopAssembly;

/** The swing-up figures of the guide: a hundred rigs that differ from the plan's, and from hanging by up to 0.05 rad. */
class SwingUpFiguresTest {
    private static final int RUNS = 100;
    private static final long SEED = 4711;

    @ParameterizedTest
    @CsvSource({
        "classical, 0.02, 98",
        "classical, 0.05, 90",
        "super-twisting, 0.02, 98",
        "super-twisting, 0.05, 90",
        "adaptive, 0.02, 98",
        "adaptive, 0.05, 90",
        "hybrid, 0.02, 98",
        "hybrid, 0.05, 90",
        "lqr, 0.02, 98",
        "lqr, 0.05, 90"
    })
    void swingsUpNearlyEveryRigAndBalancesIt(String law, double share, int atLeast) {
        RigConfig config = Rigs.lab(law, "start=hanging");
        SwingUpTrials.Score score = new SwingUpTrials(config, share, RUNS, SEED)
                .of(LoopAssembly.of(config).plan().orElseThrow());
        assertThat(score.succeeded()).isGreaterThanOrEqualTo(atLeast);
        assertThat(score.extremes().orElseThrow().slowest())
                .as("s until upright")
                .isLessThan(3);
        assertThat(score.extremes().orElseThrow().farthest()).isLessThan(0.48);
    }
}
