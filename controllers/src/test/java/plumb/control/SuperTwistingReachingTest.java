package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.model.RigParameters;

/** k1 4, k2 6, layer 0.05, bound 15; 1 ms. */
class SuperTwistingReachingTest {
    private final SuperTwistingReaching reaching = new SuperTwistingReaching(
            new ControllerSetup(RigParameters.standard(), 150, 1e-3, Laws.reference("super-twisting")));

    @Test
    void squareRootIsOddAndStraightInsideTheLayer() {
        assertThat(reaching.squareRoot(0.25, 1)).isCloseTo(2, within(1e-12));
        assertThat(reaching.squareRoot(-0.25, 1)).isCloseTo(-2, within(1e-12));
        assertThat(reaching.squareRoot(0.01, 1)).isCloseTo(4 * 0.1 * 0.2, within(1e-12));
        assertThat(reaching.squareRoot(0, 1)).isZero();
    }

    @Test
    void integratesAgainstTheSignOfS() {
        reaching.advance(1, 1, 1);
        assertThat(reaching.integral()).isCloseTo(-6e-3, within(1e-15));
        reaching.advance(-1, 1, 1);
        reaching.advance(-1, 1, 1);
        assertThat(reaching.integral()).isCloseTo(6e-3, within(1e-15));
        reaching.advance(0.025, 1, 1);
        assertThat(reaching.integral()).isCloseTo(3e-3, within(1e-15));
    }

    @Test
    void scalesItsGainsByKAndKSquared() {
        assertThat(reaching.squareRoot(0.25, 3)).isCloseTo(6, within(1e-12));
        reaching.advance(1, 3, 1);
        assertThat(reaching.integral()).isCloseTo(-54e-3, within(1e-15));
    }

    @Test
    void holdsItsIntegralByTheTaper() {
        reaching.advance(1, 1, 0.5);
        assertThat(reaching.integral()).isCloseTo(-3e-3, within(1e-15));
        reaching.advance(1, 1, 0);
        assertThat(reaching.integral()).isCloseTo(-3e-3, within(1e-15));
    }

    @Test
    void boundsItsIntegral() {
        for (int k = 0; k < 5000; k++) {
            reaching.advance(Double.NEGATIVE_INFINITY, 1, 1);
        }
        assertThat(reaching.integral()).isEqualTo(15);
        reaching.reset();
        assertThat(reaching.integral()).isZero();
    }
}
