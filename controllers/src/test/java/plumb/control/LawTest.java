package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.design.ParameterValues;
import plumb.model.State;

/** What every law promises for any state: a finite force within its limit. */
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
}
