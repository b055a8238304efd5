package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The commands that drive the plant, each from when it arrives. */
class CommandTimelineTest {
    private static final long PERIOD = 1_000_000;
    private static final int MOTOR = 6;

    /** Motor force after a time, with a motor that follows within a microsecond. */
    private static double motorAt(CommandTimeline line, long from, long to, boolean foreseen) {
        double[] x = ExactTransitionTest.state();
        ExactTransition transition = new ExactTransition(ExactTransitionTest.design(1e-6), PERIOD);
        line.plan(from, to);
        assertThat(line.stretches()).isLessThanOrEqualTo(line.mostStretches());
        for (int i = 0; i < line.stretches(); i++) {
            transition.advance(x, line.nanos(i), line.force(i));
        }
        if (!foreseen) {
            line.arrive(to);
        }
        return x[MOTOR];
    }

    @Test
    void aCommandArrivesAfterTheDelayAndHolds() {
        CommandTimeline line = new CommandTimeline(2 * PERIOD, PERIOD);
        line.send(0, 7);
        line.send(PERIOD, 8);
        assertThat(motorAt(line, 0, 2 * PERIOD, true)).isCloseTo(0, within(1e-9));
        assertThat(motorAt(line, 0, 2 * PERIOD + 50_000, true)).isCloseTo(7, within(1e-9));
        assertThat(motorAt(line, 0, 3 * PERIOD, true)).isCloseTo(7, within(1e-9));
        assertThat(motorAt(line, 0, 4 * PERIOD, true)).isCloseTo(8, within(1e-9));
        assertThat(motorAt(line, 0, 2 * PERIOD + 1, false)).isBetween(-0.1, 0.1);
        assertThat(motorAt(line, 2 * PERIOD + 1, 3 * PERIOD, false)).isCloseTo(7, within(1e-9));
        assertThat(motorAt(line, 3 * PERIOD, 9 * PERIOD, false)).isCloseTo(8, within(1e-9));
        assertThat(motorAt(line, 9 * PERIOD, 9 * PERIOD + 50_000, false)).isCloseTo(8, within(1e-9));
    }

    @Test
    void aCommandOfTheSameInstantReplacesTheLast() {
        CommandTimeline line = new CommandTimeline(PERIOD, PERIOD);
        line.send(0, 7);
        line.send(0, 9);
        assertThat(motorAt(line, 0, 2 * PERIOD, true)).isCloseTo(9, within(1e-9));
    }

    @Test
    void whereThereIsNoRoomTheNewestReplacesTheLast() {
        CommandTimeline line = new CommandTimeline(PERIOD, PERIOD);
        for (int i = 0; i < 13; i++) {
            line.send(i, i);
        }
        assertThat(motorAt(line, 0, PERIOD + 11, true)).isLessThan(12);
        assertThat(motorAt(line, 0, 2 * PERIOD, true)).isCloseTo(12, within(1e-9));
    }

    @Test
    void settlesOnTheNewestOrWhatItHeld() {
        CommandTimeline line = new CommandTimeline(PERIOD, PERIOD);
        assertThat(line.settle()).isZero();
        line.send(0, 7);
        line.send(5, 8);
        assertThat(line.settle()).isEqualTo(8);
        assertThat(line.settle()).isEqualTo(8);
        assertThat(motorAt(line, 0, 50_000, true)).isCloseTo(8, within(1e-9));
        line.send(9, 1);
        line.clear();
        assertThat(line.settle()).isZero();
    }

    @Test
    void goesRoundItsRing() {
        CommandTimeline line = new CommandTimeline(3 * PERIOD, PERIOD);
        for (int i = 0; i < 100; i++) {
            line.send(i * PERIOD, i);
            double expected = i < 4 ? 0 : i - 4 + 1;
            assertThat(motorAt(line, i * PERIOD, (i + 1) * PERIOD, false))
                    .isCloseTo(i < 3 ? 0 : expected, within(1e-9));
        }
    }
}
