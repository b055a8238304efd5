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

    @Test
    void adaptiveFollowsItsFormulaWithTheGainOfTheCycleBefore() {
        Controller controller = Laws.reference("adaptive", 150, 1e-3);
        State state = new State(0.1, 0, 0, 0, 0, 0);
        double first = controller.force(state);
        double s = controller.surface();
        // SA has no position term: u = -K - 8 s outside the layer, with K = 1 at first
        assertThat(first).isCloseTo(-1 - 8 * s, within(1e-9));
        assertThat(controller.force(state)).isCloseTo(first - 40 * s * 1e-3, within(1e-9));
        controller.reset();
        assertThat(controller.surface()).isNaN();
        assertThat(controller.force(state)).isEqualTo(first);
    }

    @Test
    void adaptiveGainHoldsWhileTheForceSaturates() {
        Controller controller = Laws.reference("adaptive", 30, 1e-3);
        State state = new State(0.1, 0, 0, 0, 0, 0);
        double before = controller.force(state);
        double grown = controller.force(state) - before;
        for (int i = 0; i < 1000; i++) {
            assertThat(Math.abs(controller.force(new State(0, 1, -1, 0, 0, 0)))).isEqualTo(30);
        }
        assertThat(controller.force(state)).isCloseTo(before + 2 * grown, within(1e-12));
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void internalStatesSurviveAStateThatIsNotFinite(String law) {
        Controller controller = Laws.create(law, 30, 1e-3, Laws.benchmark(law));
        Controller undisturbed = Laws.create(law, 30, 1e-3, Laws.benchmark(law));
        for (int i = 0; i < 20; i++) {
            State state = new State(0.002 * i, 0.001, 0.001, 0, 0, 0);
            assertThat(controller.force(state)).isEqualTo(undisturbed.force(state));
            assertThat(controller.force(new State(0, Double.NaN, 0, 0, 0, 0))).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void everyLawWithTheFullModelStaysFiniteAndWithinTheLimit(String law) {
        Controller controller = Laws.create(law, 30, 1e-3, Laws.benchmark(law));
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100_000; i++) {
            assertThat(Math.abs(controller.force(extreme(random)))).isLessThanOrEqualTo(30);
        }
        controller.reset();
        assertThat(controller.force(new State(0.01, 0, 0, 0, 0, 0)))
                .isEqualTo(Laws.create(law, 30, 1e-3, Laws.benchmark(law)).force(new State(0.01, 0, 0, 0, 0, 0)));
    }
}
