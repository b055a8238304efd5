package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.design.ParameterValues;
import plumb.model.Golden;
import plumb.model.LinearModel;
import plumb.model.RigParameters;
import plumb.model.State;

class LawTest {
    private static final double[] EXTREMES = {
        0,
        -0.0,
        Double.MIN_VALUE,
        1e-300,
        0.1,
        -3,
        1e6,
        -1e6,
        1e308,
        -1e308,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr", "none"})
    void forceIsFiniteAndWithinTheLimitForEveryState(String law) {
        Controller controller = Laws.reference(law, 30, 1e-3);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            assertThat(Math.abs(controller.force(extreme(random)))).isLessThanOrEqualTo(30);
        }
    }

    private static State extreme(SplittableRandom random) {
        double[] x =
                random.ints(6, 0, EXTREMES.length).mapToDouble(i -> EXTREMES[i]).toArray();
        return new State(x[0], x[1], x[2], x[3], x[4], x[5]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void bringsNoForceForAStateThatIsNotFinite(String law) {
        Controller controller = Laws.reference(law, 30, 1e-3);
        assertThat(controller.force(new State(0, 0.1, 0, 0, 0, 0))).isNotZero();
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(controller.force(new State(0, 0.1, bad, 0, 0, 0))).isZero();
            assertThat(controller.force(new State(0, 0.1, 0, 0, bad, 0))).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void forceIsMonotoneInEachAngleUpToTheLargestNumbers(String law) {
        double[] sweep = {-Double.MAX_VALUE, -1e308, -1e100, -1e6, -1, -0.1, -0.01, 0, 0.01, 0.1, 1, 1e6, 1e100, 1e308};
        double last1 = Double.NEGATIVE_INFINITY;
        double last2 = Double.POSITIVE_INFINITY;
        for (double angle : sweep) {
            double force1 = Laws.create(law, 30, 1e-3, Laws.benchmark(law)).force(new State(0, angle, 0, 0, 0, 0));
            double force2 = Laws.create(law, 30, 1e-3, Laws.benchmark(law)).force(new State(0, 0, angle, 0, 0, 0));
            assertThat(force1).as("angle1 %s", angle).isGreaterThanOrEqualTo(last1);
            assertThat(force2).as("angle2 %s", angle).isLessThanOrEqualTo(last2);
            last1 = force1;
            last2 = force2;
        }
        assertThat(last1).isEqualTo(30);
        assertThat(last2).isEqualTo(-30);
    }

    @Test
    void classicalFollowsItsFormula() {
        State state = new State(0.1, 0.01, 0.02, -0.1, 0.03, 0.2);
        SlidingSurface surface = new SlidingSurface(Golden.array("linear-model.json", "S"));
        double[] sa = Golden.array("linear-model.json", "SA");
        double s = surface.value(state);
        double equivalent = -(sa[0] * 0.1 + sa[1] * 0.01 + sa[2] * 0.02 + sa[3] * -0.1 + sa[4] * 0.03 + sa[5] * 0.2);
        Controller controller = Laws.reference("classical", 150, 1e-3);
        double layer = Math.max(-1, Math.min(1, s / 0.05));
        assertThat(controller.force(state)).isCloseTo(equivalent - 3 * layer - 8 * s, within(1e-9));
        assertThat(controller.surface()).isCloseTo(s, within(1e-12));
        controller.reset();
        assertThat(controller.surface()).isNaN();
    }

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

    @Test
    void lqrAndNoControlHaveNoSurface() {
        for (String law : new String[] {"lqr", "none"}) {
            Controller controller = Laws.reference(law, 30, 1e-3);
            controller.reset();
            controller.force(new State());
            assertThat(controller.surface()).isNaN();
        }
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
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new SlidingSurface(new double[5])))
                .hasMessage("surface has 5 coefficients, must have 6");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e3})
    void extremeGainsGiveFiniteBoundedForce(double gain) {
        ParameterValues parameters = Laws.reference("super-twisting")
                .with("k1", gain)
                .with("k2", gain)
                .with("surfaceDamping", gain);
        Controller controller = Laws.create("super-twisting", 30, 1e-3, parameters);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 1000; i++) {
            assertThat(Math.abs(controller.force(extreme(random)))).isLessThanOrEqualTo(30);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void startsFromTheForceThatActedAndBecomesItselfWithinAQuarterOfASecond(String law) {
        State state = new State(0.01, 0.01, 0.02, -0.01, 0.03, 0.02);
        for (double force : new double[] {0, 12, -30}) {
            Controller bumpless = Laws.reference(law, 30, 1e-3);
            Controller plain = Laws.reference(law, 30, 1e-3);
            bumpless.force(new State(0.2, 0, 0, 0, 0, 0));
            bumpless.preset(state, force);
            assertThat(bumpless.surface()).isNaN();
            double difference = force - plain.force(state);
            assertThat(bumpless.force(state)).isCloseTo(force, within(1e-12));
            for (int k = 1; k <= 10; k++) {
                difference *= StrictMath.exp(-0.1);
                assertThat(bumpless.force(state)).isCloseTo(plain.force(state) + difference, within(1e-9));
            }
            for (int k = 11; k < 250; k++) {
                bumpless.force(state);
                plain.force(state);
            }
            assertThat(bumpless.force(state)).isEqualTo(plain.force(state));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void leadsOverWithinTheLimitFromForcesItMayNotCommand(String law) {
        State leaning = new State(0, 0.5, -0.5, 0, 0, 0);
        Controller controller = Laws.reference(law, 30, 1e-3);
        controller.preset(leaning, 1e9);
        assertThat(controller.force(leaning)).isEqualTo(30);
        controller.preset(leaning, -1e9);
        assertThat(controller.force(leaning)).isCloseTo(-30, within(1e-12));
        controller.preset(leaning, Double.NaN);
        assertThat(controller.force(leaning)).isZero();
        assertThat(controller.force(leaning)).isBetween(2.8, 2.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr", "none"})
    void startsAnewWhereTheStateIsNotFiniteAndResetForgetsTheLeadOver(String law) {
        State state = new State(0.01, 0.01, 0.02, -0.01, 0.03, 0.02);
        double own = Laws.reference(law, 30, 1e-3).force(state);
        Controller controller = Laws.reference(law, 30, 1e-3);
        controller.preset(new State(0, Double.NaN, 0, 0, 0, 0), 12);
        assertThat(controller.force(state)).isEqualTo(own);
        controller.preset(state, 12);
        controller.reset();
        assertThat(controller.force(state)).isEqualTo(own);
    }

    @Test
    void noControlStartsWithNoForceWhateverActedBefore() {
        Controller none = Laws.reference("none", 30, 1e-3);
        none.preset(new State(), 12);
        assertThat(none.force(new State())).isZero();
    }
}
