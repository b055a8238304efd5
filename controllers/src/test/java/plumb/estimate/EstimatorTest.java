package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.control.Saturation;
import plumb.design.ParameterValues;
import plumb.model.RigParameters;
import plumb.model.State;

class EstimatorTest {
    private static final double PERIOD = 1e-3;
    private static final long PERIOD_NANOS = 1_000_000;

    private final SensorReading reading = new SensorReading();
    private final State estimate = new State();

    @Test
    void directSensingPassesTheReadingOn() {
        StateEstimator direct = Estimators.reference("direct", PERIOD, 0, 0);
        direct.reset(new State(9, 9, 9, 9, 9, 9));
        reading.setPositions(1, 0.1, 0.2, 0.3);
        reading.setRates(0.4, 0.5, 0.6);
        direct.update(reading, estimate);
        direct.commanded(3);
        assertThat(estimate).hasToString(new State(0.1, 0.2, 0.3, 0.4, 0.5, 0.6).toString());
    }

    @Test
    void filteredDifferenceFindsTheSlopeWhateverTheSampling() {
        StateEstimator difference = Estimators.reference("filtered-difference", PERIOD, 0, 0);
        difference.reset(new State());
        long time = 5_000_000_000L;
        for (int i = 0; i < 200; i++) {
            time += i % 3 == 0 ? 3 * PERIOD_NANOS : PERIOD_NANOS;
            double t = time * 1e-9;
            reading.setPositions(time, 0.5 * t, -2 * t, 3 * t);
            difference.update(reading, estimate);
        }
        assertThat(estimate.velocity()).isCloseTo(0.5, within(1e-6));
        assertThat(estimate.rate1()).isCloseTo(-2, within(1e-6));
        assertThat(estimate.rate2()).isCloseTo(3, within(1e-6));
        assertThat(estimate.angle2()).isEqualTo(reading.angle2());
    }

    @Test
    void filteredDifferenceIsAFirstOrderLowPass() {
        StateEstimator difference = Estimators.reference("filtered-difference", PERIOD, 0, 0);
        difference.reset(new State());
        reading.setPositions(0, 0, 0, 0);
        difference.update(reading, estimate);
        reading.setPositions(PERIOD_NANOS, 0.001, 0, 0);
        difference.update(reading, estimate);
        double timeConstant = 1 / (2 * Math.PI * 60);
        assertThat(estimate.velocity()).isCloseTo(1 * PERIOD / (PERIOD + timeConstant), within(1e-12));
    }

    @Test
    void filteredDifferenceKeepsItsRatesWhenTimeStandsStill() {
        StateEstimator difference = Estimators.reference("filtered-difference", PERIOD, 0, 0);
        difference.reset(new State(0, 0, 0, 0.7, 0.8, 0.9));
        for (double position : new double[] {0, 5, -5}) {
            reading.setPositions(77, position, position, position);
            difference.update(reading, estimate);
            assertThat(estimate.velocity()).isEqualTo(0.7);
        }
    }

    static List<String> all() {
        return List.of("kalman", "extended-kalman", "tracking-loop", "robust-differentiator", "filtered-difference");
    }

    static List<String> modelFree() {
        return List.of("tracking-loop", "robust-differentiator", "filtered-difference");
    }

    @ParameterizedTest
    @MethodSource("modelFree")
    void afterResetTheRatesAreThoseOfTheState(String name) {
        StateEstimator estimator = Estimators.reference(name, PERIOD, 0, 0);
        for (int round = 0; round < 2; round++) {
            estimator.reset(new State(1, 2, 3, 0.7, 0.8, 0.9));
            reading.setPositions(50, 4, 5, 6);
            estimator.update(reading, estimate);
            assertThat(estimate).hasToString(new State(4, 5, 6, 0.7, 0.8, 0.9).toString());
            reading.setPositions(50 + PERIOD_NANOS, 4.1, 5.1, 5.9);
            estimator.update(reading, estimate);
            assertThat(estimate.velocity()).isGreaterThan(0.7);
            assertThat(estimate.rate1()).isGreaterThan(0.8);
            assertThat(estimate.rate2()).isLessThan(0.9);
        }
    }

    @ParameterizedTest
    @MethodSource("modelFree")
    void aReadingThatIsNotFiniteShowsAndIsForgotten(String name) {
        StateEstimator estimator = Estimators.reference(name, PERIOD, 0, 0);
        StateEstimator undisturbed = Estimators.reference(name, PERIOD, 0, 0);
        estimator.reset(new State());
        undisturbed.reset(new State());
        State other = new State();
        double[][] bad = {{Double.NaN, 1, 2}, {1, Double.POSITIVE_INFINITY, 2}, {1, 2, Double.NEGATIVE_INFINITY}};
        for (int k = 0; k < 30; k++) {
            if (k % 10 == 5) {
                double[] positions = bad[k / 10];
                reading.setPositions(k * PERIOD_NANOS, positions[0], positions[1], positions[2]);
                estimator.update(reading, estimate);
                assertThat(estimate.rate1()).isNaN();
                assertThat(estimate.velocity()).isNaN();
                assertThat(Double.compare(estimate.angle1(), positions[1])).isZero();
                continue;
            }
            reading.setPositions(k * PERIOD_NANOS, 0.01 * k, 0.02 * k, k % 3);
            estimator.update(reading, estimate);
            undisturbed.update(reading, other);
            assertThat(estimate).hasToString(other.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("modelFree")
    void aSampleThatIsNotNewerChangesNoRate(String name) {
        StateEstimator estimator = Estimators.reference(name, PERIOD, 0, 0);
        estimator.reset(new State(0, 0, 0, 0.7, 0.8, 0.9));
        for (long time : new long[] {77, 77, 60, -999_999_923}) {
            double position = 1e-3 * time;
            reading.setPositions(time, position, -position, 3);
            estimator.update(reading, estimate);
            assertThat(estimate).hasToString(new State(position, -position, 3, 0.7, 0.8, 0.9).toString());
        }
        // As if the samples that came too late had not been there: it stands where it was at 77 ns.
        reading.setPositions(77 + PERIOD_NANOS, 0.077, -0.077, 3);
        estimator.update(reading, estimate);
        assertThat(Math.abs(estimate.velocity())).isLessThan(0.75);
    }

    @ParameterizedTest
    @MethodSource("modelFree")
    void afterAGapOfMoreThanASecondTheRatesStayAndThePositionsAreNew(String name) {
        StateEstimator estimator = Estimators.reference(name, PERIOD, 0, 0);
        estimator.reset(new State(0, 0, 0, 0.7, 0.8, 0.9));
        for (long time : new long[] {0, 1_000_000_001L}) {
            reading.setPositions(time, 1e-9 * time, 1, 2);
            estimator.update(reading, estimate);
            assertThat(estimate.velocity()).isEqualTo(0.7);
        }
        reading.setPositions(1_000_000_001L + PERIOD_NANOS, 1_000_000_001e-9, 1, 2);
        estimator.update(reading, estimate);
        assertThat(Math.abs(estimate.velocity())).isLessThan(0.75);
    }

    @ParameterizedTest
    @MethodSource("all")
    void finiteReadingsGiveFiniteEstimatesOrRecoverFromThem(String name) {
        StateEstimator estimator = Estimators.reference(name, PERIOD, 2e-3, 1e-3);
        estimator.reset(new State());
        double[] extremes = {0, 1e308, -1e308, 1e-320, Double.MAX_VALUE, -Double.MAX_VALUE, 1e200, 1, -1e154};
        long time = 0;
        for (int k = 0; k < 3000; k++) {
            time += 1 + k % 5 * PERIOD_NANOS;
            double value = extremes[k % extremes.length];
            reading.setPositions(time, value, -value, extremes[(k * 7) % extremes.length]);
            estimator.update(reading, estimate);
            estimator.commanded(k % 3 * 10);
            if (!name.equals("extended-kalman")) {
                assertThat(Saturation.finite(estimate)).as("%s %s", k, estimate).isTrue();
            }
        }
        for (int k = 0; k < 2000; k++) {
            time += PERIOD_NANOS;
            reading.setPositions(time, 0.1, 0.02, -0.02);
            estimator.update(reading, estimate);
            estimator.commanded(0);
        }
        assertThat(Saturation.finite(estimate)).isTrue();
        assertThat(estimate.angle1()).isCloseTo(0.02, within(0.02));
        assertThat(Math.abs(estimate.rate1())).isLessThan(1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void twoOfAKindDoTheSameToTheBit(String name) {
        StateEstimator one = Estimators.reference(name, PERIOD, 2e-3, 1e-3);
        StateEstimator two = Estimators.reference(name, PERIOD, 2e-3, 1e-3);
        State other = new State();
        SplittableRandom random = new SplittableRandom(11);
        one.reset(new State());
        two.reset(new State());
        long time = 0;
        for (int k = 0; k < 500; k++) {
            time += random.nextInt((int) (2 * PERIOD_NANOS));
            reading.setPositions(time, random.nextDouble(), random.nextDouble(), random.nextDouble());
            one.update(reading, estimate);
            two.update(reading, other);
            assertThat(estimate).hasToString(other.toString());
            one.commanded(k % 9);
            two.commanded(k % 9);
        }
    }

    /** Noise-free samples of a motion with that jerk, at irregular times; the error of the rate at the end. */
    private double errorOfRate(String name, double parameter, double jerk) {
        ParameterValues values = name.equals("tracking-loop")
                ? ParameterValues.none().with("bandwidth", parameter)
                : ParameterValues.none()
                        .with("cartJerk", 1)
                        .with("jerk1", parameter)
                        .with("jerk2", 1);
        StateEstimator estimator = EstimatorRegistry.standard()
                .type(name)
                .create(new EstimatorSetup(
                        RigParameters.standard(), PERIOD, 0, 0, 0, 0, 0, values.with("roundingWeight", 1)));
        estimator.reset(new State());
        SplittableRandom random = new SplittableRandom(2);
        double t = 0;
        for (int k = 0; k < 4000; k++) {
            reading.setPositions(Math.round(t * 1e9), 0, 0.3 - t + t * t + jerk * t * t * t / 6, 0);
            estimator.update(reading, estimate);
            if (k < 3999) {
                t += 1e-6 * (200 + random.nextInt(800));
            }
        }
        return Math.abs(estimate.rate1() - (-1 + 2 * t + jerk * t * t / 2));
    }

    @Test
    void theDifferentiatorIsExactWhereTheJerkIsWithinItsBound() {
        assertThat(errorOfRate("robust-differentiator", 100, 0)).as("none").isLessThan(1e-4);
        assertThat(errorOfRate("robust-differentiator", 100, 50)).as("half").isLessThan(2e-3);
        assertThat(errorOfRate("robust-differentiator", 100, -75)).as("most").isLessThan(1e-2);
        assertThat(errorOfRate("robust-differentiator", 100, 400)).as("beyond").isGreaterThan(1);
    }

    @Test
    void theTrackingLoopLagsByTheJerkOnly() {
        assertThat(errorOfRate("tracking-loop", 100, 0)).isLessThan(1e-6);
        assertThat(errorOfRate("tracking-loop", 100, 5)).isCloseTo(3 * 5 / 1e4, within(2e-4));
    }
}
