package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearModelTest {
    private final LinearModel model = new LinearModel(RigParameters.standard());

    @Test
    void reproducesTheReferenceMatrices() {
        double[] a = Golden.array("linear-model.json", "A");
        double[] b = Golden.array("linear-model.json", "B");
        double[][] actual = model.stateMatrix();
        for (int i = 0; i < 36; i++) {
            assertThat(actual[i / 6][i % 6]).as("A %d", i).isCloseTo(a[i], within(1e-12 * (1 + Math.abs(a[i]))));
        }
        assertThat(model.inputVector()).containsExactly(b, within(1e-12));
    }

    @Test
    void agreesWithTheNonlinearPlantNearUpright() {
        PendulumDynamics plant = new PendulumDynamics(RigParameters.standard());
        Acceleration linear = new Acceleration();
        Acceleration full = new Acceleration();
        State state = new State(0.3, 1e-5, -2e-5, 3e-5, 1e-5, 2e-5);
        model.accelerate(state, 1e-4, linear);
        plant.accelerate(state, 1e-4, full);
        assertThat(linear.cart()).isNotZero().isCloseTo(full.cart(), within(1e-11));
        assertThat(linear.link1()).isNotZero().isCloseTo(full.link1(), within(1e-11));
        assertThat(linear.link2()).isNotZero().isCloseTo(full.link2(), within(1e-11));
    }

    @Test
    void handsOutCopies() {
        model.stateMatrix()[3][1] = 7;
        model.inputVector()[3] = 7;
        assertThat(model.stateMatrix()[3][1]).isNotEqualTo(7);
        assertThat(model.inputVector()[3]).isNotEqualTo(7);
    }
}
