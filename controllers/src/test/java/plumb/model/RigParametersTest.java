package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RigParametersTest {
    private static final LinkParameters LINK = new LinkParameters(0.2, 0.4, 0.2, 0.0081, 0.005);

    @Test
    void refusesAnUnphysicalRigByName() {
        assertThatThrownBy(() -> new RigParameters(0, 0, 0, LINK, LINK, 9.81))
                .hasMessage("cartMass is 0.0 kg, must be finite and above 0");
        assertThatThrownBy(() -> new RigParameters(1, -1, 0, LINK, LINK, 9.81))
                .hasMessage("cartDamping is -1.0 N s/m, must be finite and at least 0");
        assertThatThrownBy(() -> new LinkParameters(1, 1, 1, Double.NaN, 0)).hasMessageContaining("inertia is NaN");
        assertThatThrownBy(() -> new LinkParameters(Double.POSITIVE_INFINITY, 1, 1, 1, 0))
                .hasMessageContaining("mass is Infinity");
        assertThatThrownBy(() -> new LinkParameters(1, 1, 1, 1, Double.POSITIVE_INFINITY))
                .hasMessageContaining("damping is Infinity");
    }

    @Test
    void scalesMassAndInertiaOfBothLinksTogether() {
        RigParameters heavy = RigParameters.standard().withLinkMassScaled(1.2);
        assertThat(heavy.link1().mass()).isEqualTo(0.2 * 1.2);
        assertThat(heavy.link2().inertia()).isEqualTo(0.0034 * 1.2);
        assertThat(heavy.link1().length()).isEqualTo(0.4);
    }

    @Test
    void stateShowsItsComponentsInOrder() {
        assertThat(new State(1, 2, 3, 4, 5, 6))
                .hasToString("(1.00000 m, 2.00000 rad, 3.00000 rad, 4.00000 m/s, 5.00000 rad/s, 6.00000 rad/s)");
    }
}
