package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.design.KalmanDesign;
import plumb.model.LinearModel;
import plumb.model.RigParameters;

/** The plant over any time, and the commands that drive it. */
class CommandLineTest {
    private static final long PERIOD = 1_000_000;
    private static final int MOTOR = 6;

    private static KalmanDesign design(double lag) {
        return new KalmanDesign(
                new LinearModel(RigParameters.standard()),
                PERIOD * 1e-9,
                lag,
                new double[] {1e-5, 1e-4, 1e-4},
                new KalmanDesign.Noise(0.1, 1e-7, 0.1, 0.05));
    }

    private static double[] state() {
        return new double[] {0.1, 0.02, -0.03, 0.4, -0.5, 0.6, 2, -1};
    }

    @Test
    void theTransitionIsExactOverAnyTimeAndLag() {
        for (double lag : new double[] {0, 1e-6, 2e-3, 0.5}) {
            KalmanDesign design = design(lag);
            ExactTransition transition = new ExactTransition(design, PERIOD);
            for (long nanos : new long[] {0, 1, 999, 31_250, 499_999, 996_500, PERIOD, 1_003_217, 7_654_321}) {
                double[] x = state();
                transition.advance(x, nanos, 5);
                double[] exact = design.over(nanos * 1e-9).transition().operate(state());
                for (int i = 0; i < x.length; i++) {
                    exact[i] += 5 * design.over(nanos * 1e-9).input().getEntry(i, 0);
                    assertThat(x[i])
                            .as("lag %s, %s ns, state %s", lag, nanos, i)
                            .isCloseTo(exact[i], within(2e-8));
                }
            }
        }
    }

    @Test
    void aWholePeriodIsOneMultiplication() {
        KalmanDesign design = design(2e-3);
        double[] x = state();
        new ExactTransition(design, PERIOD).advance(x, PERIOD, 0);
        assertThat(x).containsExactly(design.over(PERIOD * 1e-9).transition().operate(state()), within(1e-15));
    }

    /** Motor force after a time, with a motor that follows within a microsecond. */
    private static double motorAt(CommandLine line, long from, long to, boolean foreseen) {
        double[] x = state();
        ExactTransition transition = new ExactTransition(design(1e-6), PERIOD);
        if (foreseen) {
            line.foresee(transition, x, from, to);
        } else {
            line.advance(transition, x, from, to);
        }
        return x[MOTOR];
    }

    @Test
    void aCommandArrivesAfterTheDelayAndHolds() {
        CommandLine line = new CommandLine(2 * PERIOD, PERIOD);
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
        CommandLine line = new CommandLine(PERIOD, PERIOD);
        line.send(0, 7);
        line.send(0, 9);
        assertThat(motorAt(line, 0, 2 * PERIOD, true)).isCloseTo(9, within(1e-9));
    }

    @Test
    void whereThereIsNoRoomTheNewestReplacesTheLast() {
        CommandLine line = new CommandLine(PERIOD, PERIOD);
        for (int i = 0; i < 13; i++) {
            line.send(i, i);
        }
        assertThat(motorAt(line, 0, PERIOD + 11, true)).isLessThan(12);
        assertThat(motorAt(line, 0, 2 * PERIOD, true)).isCloseTo(12, within(1e-9));
    }

    @Test
    void settlesOnTheNewestOrWhatItHeld() {
        CommandLine line = new CommandLine(PERIOD, PERIOD);
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
        CommandLine line = new CommandLine(3 * PERIOD, PERIOD);
        for (int i = 0; i < 100; i++) {
            line.send(i * PERIOD, i);
            double expected = i < 4 ? 0 : i - 4 + 1;
            assertThat(motorAt(line, i * PERIOD, (i + 1) * PERIOD, false))
                    .isCloseTo(i < 3 ? 0 : expected, within(1e-9));
        }
    }
}
