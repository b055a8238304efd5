package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.model.State;

/** The hybrid law: super-twisting with adapted gains, tapered near saturation. */
class HybridSuperTwistingSmcTest {
    @Test
    void hybridIsSuperTwistingWithAdaptedGains() {
        Controller controller = Laws.reference("hybrid", 150, 1e-3);
        State state = new State(0.1, 0, 0, 0, 0, 0);
        double first = controller.force(state);
        double s = controller.surface();
        double k = 0.8;
        assertThat(first).isCloseTo(-8 * s - 4 * k * Math.sqrt(s), within(1e-9));
        double integral = -6 * k * k * 1e-3;
        k += 4 * s * 1e-3;
        assertThat(controller.force(state)).isCloseTo(-8 * s - 4 * k * Math.sqrt(s) + integral, within(1e-9));
        controller.reset();
        assertThat(controller.surface()).isNaN();
        assertThat(controller.force(state)).isEqualTo(first);
    }

    @Test
    void hybridTapersItsAdaptationNearSaturation() {
        State state = new State(0.1, 0, 0, 0, 0, 0);
        double wanted = Math.abs(Laws.reference("hybrid", 150, 1e-3).force(state));
        double free = step(wanted / 0.8, state);
        assertThat(free).isNotZero();
        assertThat(step(wanted / 0.799, state)).isCloseTo(free, within(1e-12));
        assertThat(step(wanted / 0.9, state)).isCloseTo(free / 2, within(2e-5 * Math.abs(free)));
        assertThat(step(wanted, state)).isCloseTo(0, within(1e-12));
    }

    /** What one cycle at a state leaves behind in a law with a force limit. */
    private static double step(double limit, State state) {
        Controller controller = Laws.reference("hybrid", limit, 1e-3);
        controller.force(state);
        return remembered(controller);
    }

    /** What the integral adds at a state, against a fresh law. */
    private static double remembered(Controller controller) {
        State gentle = new State(0.02, 0, 0, 0, 0, 0);
        Controller fresh = Laws.reference("hybrid", 1000, 1e-3);
        return controller.force(gentle) - fresh.force(gentle);
    }
}
