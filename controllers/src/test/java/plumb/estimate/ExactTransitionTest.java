package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.design.KalmanDesign;
import plumb.model.LinearModel;
import plumb.model.RigParameters;

/** The linear plant over any time. */
class ExactTransitionTest {
    private static final long PERIOD = 1_000_000;

    static KalmanDesign design(double lag) {
        return new KalmanDesign(
                new LinearModel(RigParameters.standard()),
                PERIOD * 1e-9,
                lag,
                new double[] {1e-5, 1e-4, 1e-4},
                new KalmanDesign.Noise(0.1, 1e-7, 0.1, 0.05));
    }

    static double[] state() {
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
}
