package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.model.State;

/** The super-twisting law: its formula, its integral and its anti-windup. */
class SuperTwistingSmcTest {
    @Test
    void superTwistingIntegratesAgainstTheSurface() {
        Controller controller = Laws.reference("super-twisting", 150, 1e-3);
        State state = new State(0.1, 0, 0, 0, 0, 0);
        double first = controller.force(state);
        double s = controller.surface();
        assertThat(s).isGreaterThan(0.05);
        // SA has no position term, so u = -kd s - k1 sqrt(s) at z = 0
        assertThat(first).isCloseTo(-8 * s - 4 * Math.sqrt(s), within(1e-9));
        assertThat(controller.force(state)).isCloseTo(first - 6 * 1e-3, within(1e-12));
        controller.reset();
        assertThat(controller.surface()).isNaN();
        assertThat(controller.force(state)).isEqualTo(first);
    }

    @Test
    void superTwistingBoundsItsIntegral() {
        Controller controller = Laws.create(
                "super-twisting", 150, 1e-3, Laws.reference("super-twisting").with("integralBound", 0.5));
        State state = new State(0.1, 0, 0, 0, 0, 0);
        double first = controller.force(state);
        for (int i = 0; i < 10_000; i++) {
            controller.force(state);
        }
        assertThat(controller.force(state)).isCloseTo(first - 0.5, within(1e-12));
    }

    @Test
    void superTwistingHoldsItsIntegralWhileTheForceSaturates() {
        Controller controller = Laws.reference("super-twisting", 30, 1e-3);
        State state = new State(0.1, 0, 0, 0, 0, 0);
        double before = controller.force(state);
        double integrated = controller.force(state) - before;
        for (int i = 0; i < 1000; i++) {
            assertThat(Math.abs(controller.force(new State(0, 1, -1, 0, 0, 0)))).isEqualTo(30);
        }
        assertThat(controller.force(state)).isCloseTo(before + 2 * integrated, within(1e-12));
    }

    @Test
    void superTwistingIntegralSurvivesAStateThatIsNotFinite() {
        Controller controller = Laws.reference("super-twisting", 30, 1e-3);
        Controller undisturbed = Laws.reference("super-twisting", 30, 1e-3);
        State state = new State(0.1, 0, 0, 0, 0, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(controller.force(state)).isEqualTo(undisturbed.force(state));
            controller.force(new State(0, Double.NaN, 0, 0, 0, 0));
        }
    }
}
