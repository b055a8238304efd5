package plumb.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import plumb.control.Laws;
import plumb.model.Golden;
import plumb.model.LinearModel;
import plumb.model.LinkParameters;
import plumb.model.RigParameters;

class PolePlacementTest {
    private final LinearModel model = new LinearModel(RigParameters.standard());

    @Test
    void reproducesTheReferenceSurface() {
        double[] expected = Golden.array("linear-model.json", "S");
        double[] actual = PolePlacement.slidingSurface(model, Laws.REFERENCE_POLES);
        for (int i = 0; i < 6; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-9 * Math.abs(expected[i])));
        }
    }

    @Test
    void slidingMotionHasThePolesAskedFor() {
        List<Complex> poles = List.of(
                new Complex(-26), new Complex(-2, 3.7), new Complex(-2, -3.7), new Complex(-1.4), new Complex(-1));
        RealMatrix a = MatrixUtils.createRealMatrix(model.stateMatrix());
        RealMatrix b = MatrixUtils.createColumnRealMatrix(model.inputVector());
        RealMatrix s = MatrixUtils.createRowRealMatrix(PolePlacement.slidingSurface(model, poles));
        assertThat(s.multiply(b).getEntry(0, 0)).isCloseTo(1, within(1e-13));
        RealMatrix sliding = a.subtract(b.multiply(s).multiply(a));
        // one more pole at 0: s itself does not move under the equivalent control
        Complex[] actual = new EigenDecompositionNonSymmetric(sliding).getEigenvalues();
        for (Complex pole : poles) {
            double nearest = Arrays.stream(actual)
                    .map(value -> value.subtract(pole).norm())
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            assertThat(nearest).as("%s in %s", pole, Arrays.toString(actual)).isLessThan(1e-6);
        }
    }

    @Test
    void refusesTheWrongNumberOfPoles() {
        refuses(Laws.poles(-1, -2, -3, -4), "slidingPoles has 4 poles, must have 5");
    }

    @Test
    void refusesPolesThatAreNotStable() {
        refuses(Laws.poles(-1, -2, -3, -4, 0), "slidingPoles has the pole (0.0, 0.0), must be finite with a negative");
    }

    @Test
    void refusesAPoleWithoutItsConjugate() {
        Complex one = new Complex(-2, 1);
        refuses(
                List.of(one, one, one.conjugate(), new Complex(-3), new Complex(-4)),
                "has a complex pole without its conjugate");
    }

    @Test
    void refusesAPlantThatTheCartCannotControl() {
        // Chosen so that with (angle1, angle2) ~ (h2, -h1) the links swing with one frequency and never move the cart.
        double h1 = 0.1;
        double h2 = 0.0225;
        double m23 = 0.009;
        double m33 = 0.0034 + 0.15 * 0.15 * 0.15;
        double inertia1 = h1 / h2 * (m23 + m33) - m23 - 0.008 - 0.024;
        RigParameters rig = new RigParameters(
                1.5,
                0,
                0,
                new LinkParameters(0.2, 0.4, 0.2, inertia1, 0),
                new LinkParameters(0.15, 0.3, 0.15, 0.0034, 0),
                9.81);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolePlacement.slidingSurface(new LinearModel(rig), Laws.REFERENCE_POLES))
                .withMessageStartingWith("plant is not controllable from the cart");
    }

    private void refuses(List<Complex> poles, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolePlacement.slidingSurface(model, poles))
                .withMessageContaining(message);
    }
}
