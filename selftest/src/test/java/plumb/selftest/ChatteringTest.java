package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatteringTest {
    @TempDir
    private Path root;

    private static String compared(Optional<Double> own, Optional<Double> other) {
        ProbeTally tally = new ProbeTally();
        Chattering.compare("variation, N/s", own, other, 0.5, 0.25, tally);
        return tally.summary();
    }

    @Test
    void aFigureMayBeItsShareOfTheOtherAndWhatIsNone() {
        assertThat(compared(Optional.of(5.25), Optional.of(10.0))).isEqualTo("1 of 1 probes");
        assertThat(compared(Optional.of(5.26), Optional.of(10.0)))
                .isEqualTo("0 of 1 probes; variation, N/s: 5.26, must be at most 0.5 x 10.0");
    }

    @Test
    void aRunWithoutTheFigureDoesNotHold() {
        assertThat(compared(Optional.empty(), Optional.of(10.0))).startsWith("0 of 1 probes");
        assertThat(compared(Optional.of(1.0), Optional.empty())).startsWith("0 of 1 probes");
    }

    @Test
    void theLawOfTheProfilesIsComparedInVariationAndTail() {
        for (String profile : new String[] {"lab", "benchmark"}) {
            ProbeTally tally = new ProbeTally();
            new Chattering()
                    .probe(
                            new TestBench(root)
                                    .set("profile", profile)
                                    .set("controller", "super-twisting")
                                    .assembly(),
                            tally);
            assertThat(tally.summary()).isEqualTo("2 of 2 probes");
        }
    }

    @Test
    void aLawThatFallsHasNoFigures() {
        ProbeTally tally = new ProbeTally();
        new Chattering()
                .probe(
                        new TestBench(root)
                                .set("controller", "super-twisting")
                                .law(_ -> Sabotage.constant(0))
                                .assembly(),
                        tally);
        assertThat(tally.summary()).startsWith("0 of 2 probes; variation, N/s: NaN, must be at most 0.5 x ");
    }
}
