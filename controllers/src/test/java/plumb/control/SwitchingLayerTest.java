package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.model.RigParameters;
import plumb.model.State;

class SwitchingLayerTest {
    @ParameterizedTest
    @EnumSource
    void isOddMonotoneAndBounded(SwitchingLayer layer) {
        double last = -1;
        for (double s : new double[] {-1e308, -1, -0.1, -0.01, -1e-300, 0, 1e-300, 0.01, 0.1, 1, 1e308}) {
            double value = layer.of(s, 0.1);
            assertThat(value).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(1);
            assertThat(layer.of(-s, 0.1)).isEqualTo(-value);
            last = value;
        }
        assertThat(layer.of(0, 0.1)).isZero();
        assertThat(layer.of(Double.POSITIVE_INFINITY, 0.1)).isEqualTo(1);
    }

    @Test
    void differsInsideTheLayer() {
        assertThat(SwitchingLayer.SIGN.of(0.05, 0.1)).isEqualTo(1);
        assertThat(SwitchingLayer.LINEAR.of(0.05, 0.1)).isEqualTo(0.5);
        assertThat(SwitchingLayer.LINEAR.of(0.2, 0.1)).isEqualTo(1);
        assertThat(SwitchingLayer.TANH.of(0.05, 0.1)).isCloseTo(0.46211715726, within(1e-10));
    }

    @Test
    void followsTheParameter() {
        for (SwitchingLayer layer : SwitchingLayer.values()) {
            assertThat(SwitchingLayer.of(new ControllerSetup(
                            RigParameters.standard(),
                            30,
                            1e-3,
                            Laws.reference("classical")
                                    .with(
                                            "layer",
                                            List.of(SwitchingLayer.values()).indexOf(layer)))))
                    .isEqualTo(layer);
        }
    }

    @Test
    void isWhatTheClassicalLawSwitchesBy() {
        State state = new State(0.01, 0, 0, 0, 0, 0);
        double[] forces = new double[3];
        for (int layer = 0; layer < 3; layer++) {
            Controller law = Laws.create(
                    "classical", 150, 1e-3, Laws.reference("classical").with("layer", layer));
            forces[layer] = law.force(state);
        }
        double s = 0.00845705509678805;
        assertThat(forces[0]).isCloseTo(-3 - 8 * s, within(1e-6));
        assertThat(forces[1]).isCloseTo(-3 * s / 0.05 - 8 * s, within(1e-6));
        assertThat(forces[2]).isCloseTo(-3 * StrictMath.tanh(s / 0.05) - 8 * s, within(1e-6));
    }
}
