package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.model.Golden;
import plumb.model.LinearModel;
import plumb.model.RigParameters;
import plumb.model.State;

class SlidingSurfaceTest {
    private static final double[] LINEAR = {1, -2, 3, -4, 5, -6};

    /** The exponents of angle1, angle2, rate1, rate2 in each term, written out. */
    private static final int[][] EXPONENTS = {
        {3, 0, 0, 0}, {2, 1, 0, 0}, {2, 0, 1, 0}, {2, 0, 0, 1}, {1, 2, 0, 0}, {1, 1, 1, 0}, {1, 1, 0, 1},
        {1, 0, 2, 0}, {1, 0, 1, 1}, {1, 0, 0, 2}, {0, 3, 0, 0}, {0, 2, 1, 0}, {0, 2, 0, 1}, {0, 1, 2, 0},
        {0, 1, 1, 1}, {0, 1, 0, 2}, {0, 0, 3, 0}, {0, 0, 2, 1}, {0, 0, 1, 2}, {0, 0, 0, 3}
    };

    @Test
    void isTheSumOfItsLinearAndCubicTerms() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            double[] cubic = random.doubles(20, -2, 2).toArray();
            double[] x = random.doubles(6, -1.5, 1.5).toArray();
            double expected = 0;
            for (int j = 0; j < 6; j++) {
                expected += LINEAR[j] * x[j];
            }
            for (int j = 0; j < 20; j++) {
                expected += cubic[j] * monomial(EXPONENTS[j], x[1], x[2], x[4], x[5]);
            }
            assertThat(new SlidingSurface(LINEAR, cubic).value(state(x))).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void derivativesAreThoseOfItsCubicTerms() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 50; i++) {
            double[] cubic = random.doubles(20, -2, 2).toArray();
            double[] y = random.doubles(4, -1.5, 1.5).toArray();
            SlidingSurface surface = new SlidingSurface(LINEAR, cubic);
            double[] derivatives = {
                surface.byAngle1(y[0], y[1], y[2], y[3]),
                surface.byAngle2(y[0], y[1], y[2], y[3]),
                surface.byRate1(y[0], y[1], y[2], y[3]),
                surface.byRate2(y[0], y[1], y[2], y[3])
            };
            for (int by = 0; by < 4; by++) {
                double expected = 0;
                for (int j = 0; j < 20; j++) {
                    int[] lower = EXPONENTS[j].clone();
                    if (lower[by]-- > 0) {
                        expected += cubic[j] * EXPONENTS[j][by] * monomial(lower, y[0], y[1], y[2], y[3]);
                    }
                }
                assertThat(derivatives[by]).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void isLinearWhereALinkLiesOrTurnsFast() {
        double[] cubic = new double[20];
        cubic[19] = 1;
        cubic[0] = 1;
        cubic[10] = 1;
        cubic[16] = 1;
        SlidingSurface bent = new SlidingSurface(LINEAR, cubic);
        SlidingSurface linear = new SlidingSurface(LINEAR);
        double edge = Math.PI / 2;
        for (double sign : new double[] {1, -1}) {
            for (int component : new int[] {1, 2, 4, 5}) {
                double limit = sign * (component < 3 ? edge : 100);
                double[] x = new double[6];
                x[component] = limit;
                assertThat(SlidingSurface.inDomain(state(x))).isTrue();
                assertThat(bent.value(state(x)) - linear.value(state(x)))
                        .isCloseTo(limit * limit * limit, within(1e-9));
                x[component] = limit + sign * 1e-9;
                assertThat(SlidingSurface.inDomain(state(x))).isFalse();
                assertThat(bent.value(state(x))).isEqualTo(linear.value(state(x)));
            }
        }
    }

    @Test
    void knowsWhetherItIsBentAndItsLinearPart() {
        double[] cubic = new double[20];
        assertThat(new SlidingSurface(LINEAR, cubic).curved()).isFalse();
        cubic[19] = -1e-9;
        assertThat(new SlidingSurface(LINEAR, cubic).curved()).isTrue();
        assertThat(new SlidingSurface(LINEAR, cubic).coefficients()).containsExactly(LINEAR);
    }

    @Test
    void benchmarkDesignHasTheReferenceSurface() {
        double[] s = SlidingSurface.designedFor(
                        new ControllerSetup(RigParameters.standard(), 150, 1e-3, Laws.benchmark("classical")))
                .coefficients();
        double[] reference = Golden.array("benchmark-surface.json", "S");
        for (int i = 0; i < 6; i++) {
            assertThat(s[i]).isCloseTo(reference[i], within(0.01));
        }
    }

    @Test
    void refusesAnotherNumberOfCoefficients() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlidingSurface(new double[7]))
                .withMessage("surface has 7 coefficients, must have 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlidingSurface(LINEAR, new double[19]))
                .withMessage("surface has 19 cubic terms, must have 20");
    }

    private static State state(double[] x) {
        return new State(x[0], x[1], x[2], x[3], x[4], x[5]);
    }

    private static double monomial(int[] exponents, double... y) {
        double product = 1;
        for (int i = 0; i < 4; i++) {
            for (int power = 0; power < exponents[i]; power++) {
                product *= y[i];
            }
        }
        return product;
    }

    @Test
    void equivalentControlMatchesTheReference() {
        LinearModel model = new LinearModel(RigParameters.standard());
        SlidingSurface surface = new SlidingSurface(Golden.array("linear-model.json", "S"));
        double[] sa = Golden.array("linear-model.json", "SA");
        double[] actual = new EquivalentControl(model, surface).coefficients();
        for (int i = 0; i < 6; i++) {
            assertThat(actual[i]).isCloseTo(-sa[i], within(1e-9));
        }
    }

    @Test
    void surfaceNeedsSixCoefficients() {
        assertThat(catchThrowable(() -> new SlidingSurface(new double[5])))
                .hasMessage("surface has 5 coefficients, must have 6");
    }
}
