package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumb.model.RigParameters;

class DisturbanceEstimateTest {
    private static final double PERIOD = 1e-2;
    private static final double SHARE = 1 - StrictMath.exp(-0.2);

    private final DisturbanceEstimate estimate = new DisturbanceEstimate(new ControllerSetup(
            RigParameters.standard(),
            150,
            PERIOD,
            Laws.reference("lqr").with("disturbanceBandwidth", 20).with("disturbanceBound", 15)));
    private double s;

    @BeforeEach
    void moves() {
        s = 0.3;
    }

    /** One period of sdot = drift + gain (force + disturbance), drift falling by 1 in each; the estimate after it. */
    private double period(double drift, double gain, double force, double disturbance) {
        estimate.commanded(s, drift, gain, force);
        s += PERIOD * (drift - 0.5 + gain * (force + disturbance));
        return estimate.update(s, drift - 1);
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(estimate.update(123, 45)).isZero();
        assertThat(estimate.update(-123, 45)).isZero();
    }

    @Test
    void followsADisturbanceAsAFirstOrderLag() {
        double expected = 0;
        for (int k = 0; k < 100; k++) {
            expected += SHARE * (8 - expected);
            assertThat(period(2, 0.5, -7, 8)).isCloseTo(expected, within(1e-9));
        }
        assertThat(expected).isCloseTo(8, within(1e-6));
    }

    @Test
    void staysAtZeroWhereNothingDisturbs() {
        for (int k = 0; k < 20; k++) {
            assertThat(period(k, 0.3 + k, 5 - k, 0)).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void neverExceedsItsBoundAndLeavesItAtOnce() {
        for (int k = 0; k < 200; k++) {
            assertThat(Math.abs(period(0, 1, 0, -400))).isLessThanOrEqualTo(15);
        }
        assertThat(estimate.update(s, -1)).isEqualTo(-15);
        assertThat(period(0, 1, 0, 0)).isCloseTo(-15 * (1 - SHARE), within(1e-9));
    }

    @Test
    void staysFiniteWhateverItIsShown() {
        for (double bad : new double[] {1e308, -1e308, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            estimate.commanded(bad, -bad, 1, 0);
            assertThat(Math.abs(estimate.update(-bad, bad))).isLessThanOrEqualTo(15);
        }
    }

    @Test
    void forgetsOnReset() {
        period(0, 1, 0, 10);
        estimate.reset();
        assertThat(estimate.update(99, 0)).isZero();
        assertThat(period(0, 1, 0, 10)).isCloseTo(10 * SHARE, within(1e-9));
    }
}
