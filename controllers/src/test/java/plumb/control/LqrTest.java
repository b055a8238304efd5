package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.design.ParameterValues;
import plumb.model.LinearModel;
import plumb.model.RigParameters;
import plumb.model.State;

/** The linear-quadratic regulator. */
class LqrTest {
    @Test
    void lqrFollowsItsFormulaAndItsMomentumReportsADisturbance() {
        LinearModel model = new LinearModel(RigParameters.standard());
        double[] k = plumb.design.RiccatiDesign.regulator(model, new double[] {20, 60, 60, 2, 2, 2}, 0.02);
        State state = new State(0.01, 0.02, -0.01, 0.1, 0.2, -0.3);
        double plain = -(k[0] * 0.01 + k[1] * 0.02 + k[2] * -0.01 + k[3] * 0.1 + k[4] * 0.2 + k[5] * -0.3);
        ParameterValues estimating =
                Laws.reference("lqr").with("disturbanceBandwidth", 20).with("disturbanceBound", 15);
        Controller controller = Laws.create("lqr", 150, 1e-3, estimating);
        assertThat(controller.force(state)).isCloseTo(plain, within(1e-9));
        // Nothing moved although the law pushed: a disturbance of the opposite force, but for the damping of the cart.
        double share = 1 - StrictMath.exp(-0.02);
        double first = share * (0.2 * 0.1 - plain);
        assertThat(controller.force(state)).isCloseTo(plain - first, within(1e-9));
        // Momentum grows by 1.85 v + 0.1 w1 + 0.0225 w2 per change of the velocities.
        State faster = new State(0.01, 0.02, -0.01, 0.101, 0.202, -0.297);
        double change = 1.85 * 0.001 + 0.1 * 0.002 + 0.0225 * 0.003;
        double measured = change / 1e-3 + 0.5 * 0.2 * (0.1 + 0.101) - (plain - first);
        double second = first + share * (measured - first);
        double moved = -(k[0] * 0.01 + k[1] * 0.02 + k[2] * -0.01 + k[3] * 0.101 + k[4] * 0.202 + k[5] * -0.297);
        assertThat(controller.force(faster)).isCloseTo(moved - second, within(1e-9));
        controller.reset();
        assertThat(controller.force(state)).isCloseTo(plain, within(1e-9));
    }

    @Test
    void lqrAndNoControlHaveNoSurface() {
        for (String law : new String[] {"lqr", "none"}) {
            Controller controller = Laws.reference(law, 30, 1e-3);
            controller.reset();
            controller.force(new State());
            assertThat(controller.surface()).isNaN();
        }
    }
}
