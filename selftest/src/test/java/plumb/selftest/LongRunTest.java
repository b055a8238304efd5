package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.control.Controller;
import plumb.model.StateView;

/** A minute in closed loop: its cycles 20 s to 30 s are compared with its last 10 s, and nothing else. */
class LongRunTest {
    @TempDir
    private Path root;

    /** Lets a law alone but for some seconds, in which it pushes to and fro as well. */
    private static final class Pushing implements Controller {
        private final Controller sound;
        private final double fromSeconds;
        private final double toSeconds;
        private long calls;

        Pushing(Controller sound, double fromSeconds, double toSeconds) {
            this.sound = sound;
            this.fromSeconds = fromSeconds;
            this.toSeconds = toSeconds;
        }

        @Override
        public double force(StateView state) {
            double at = calls++ * 1e-3;
            double push = at >= fromSeconds && at < toSeconds ? 3 * StrictMath.sin(20 * at) : 0;
            return StrictMath.clamp(sound.force(state) + push, -30, 30);
        }

        @Override
        public double surface() {
            return sound.surface();
        }

        @Override
        public void reset() {
            calls = 0;
            sound.reset();
        }

        @Override
        public void preset(StateView state, double force) {
            sound.preset(state, force);
        }
    }

    private static String probed(TestBench bench) {
        ProbeTally tally = new ProbeTally();
        new LongRun(SelfTestMode.FULL).probe(bench.assembly(), tally);
        return tally.summary();
    }

    private String pushed(double fromSeconds, double toSeconds) {
        return probed(new TestBench(root).law(sound -> new Pushing(sound, fromSeconds, toSeconds)));
    }

    @Test
    void aSoundLoopLastsAndDriftsNowhere() {
        assertThat(probed(new TestBench(root))).isEqualTo("10 of 10 probes");
    }

    @ParameterizedTest
    @CsvSource({"50, 60", "59, 60", "50, 51"})
    void whatComesUpInTheLastTenSecondsIsNoticed(double from, double to) {
        assertThat(pushed(from, to)).contains(" of 10 probes; ", " wanders by ").doesNotContain("TRIPPED");
    }

    @ParameterizedTest
    @CsvSource({"0, 15", "20, 30", "30.5, 45"})
    void whatHappensBeforeIsNot(double from, double to) {
        assertThat(pushed(from, to)).isEqualTo("10 of 10 probes");
    }

    @Test
    void whatGoesOnFromTheSettledSecondsIsNoDrift() {
        assertThat(pushed(20, 60)).isEqualTo("10 of 10 probes");
        assertThat(pushed(30, 60)).as("begins after them").contains(" wanders by ");
    }

    @Test
    void aLawThatHoldsNothingUpFalls() {
        assertThat(probed(new TestBench(root).law(_ -> Sabotage.constant(0))))
                .matches("[0-9] of 10 probes; TRIPPED \\(.+\\) after [01]\\.[0-9]{3} s.*");
    }

    @Test
    void theLawNoneNeedOnlyEngageWithoutAForce() {
        TestBench bench = new TestBench(root).set("controller", "none");
        assertThat(probed(bench)).isEqualTo("2 of 2 probes");
        assertThat(probed(bench.law(_ -> Sabotage.constant(1)))).isEqualTo("1 of 2 probes; commanded a force");
    }
}
