package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.design.ParameterValues;
import plumb.model.RigParameters;
import plumb.model.State;

/** The model-free estimators on logs of real rigs, against reference velocities from before and after each sample. */
class RealLogTest {
    private static final double ACROBOT_QUANTUM = 25.0 / 65535;
    private static final int ACROBOT_SKIPPED = 200;
    private static final double LOST_AFTER = 11.8;
    private static final int SWING_SKIPPED = 500;

    private static final Acrobot PERTURBED = new Acrobot("acrobot_tvlqr_perturbed_C1_exp01");
    private static final Acrobot ROCKING = new Acrobot("acrobot_lqr_C0_172144");
    private static final Swing SWING = new Swing();

    @ParameterizedTest
    @CsvSource({"tracking-loop,120", "robust-differentiator,5000"})
    void findTheRatesOfASwingUpWithPushes(String name, double speed) {
        double[] errors = PERTURBED.errors(estimator(name, ACROBOT_QUANTUM, speed, 1), PERTURBED.times.length);
        assertThat(errors[0]).isBetween(0.03, 0.08);
        assertThat(errors[1]).isBetween(0.03, 0.08);
    }

    @ParameterizedTest
    @CsvSource({"tracking-loop,250", "robust-differentiator,100000"})
    void findTheRatesOfVigorousRockingThroughOverruns(String name, double speed) {
        double[] errors = ROCKING.errors(estimator(name, ACROBOT_QUANTUM, speed, 1), ROCKING.rowAt(LOST_AFTER));
        assertThat(errors[0]).isBetween(0.2, 0.6);
        assertThat(errors[1]).isBetween(0.3, 0.8);
    }

    @ParameterizedTest
    @CsvSource({"tracking-loop,70", "robust-differentiator,60"})
    void findTheRateOfASlowSwingBehindACoarseEncoder(String name, double speed) {
        assertThat(SWING.error(name, 4096, speed, 0.2)).isBetween(1e-3, 8e-3);
        // What the weight of the rounding is for.
        assertThat(SWING.error(name, 4096, speed, 1)).isGreaterThan(8e-3);
    }

    @ParameterizedTest
    @CsvSource({"tracking-loop,100", "robust-differentiator,60"})
    void findTheRateOfASlowSwingBehindAFineEncoder(String name, double speed) {
        assertThat(SWING.error(name, 40000, speed, 0.2)).isBetween(1e-3, 3e-3);
    }

    /** The control: dividing by the nominal period instead of the true one. */
    @Test
    void aDifferenceOverNominalPeriodsFailsByFar() {
        assertNominalFails(PERTURBED, PERTURBED.times.length, 0.394, 0.508);
        assertNominalFails(ROCKING, ROCKING.rowAt(LOST_AFTER), 1.10, 2.05);
        assertThat(rms(
                        nominalDifference(SWING.times, SWING.positions(4096)),
                        SWING.velocities,
                        SWING_SKIPPED,
                        SWING.end))
                .isCloseTo(0.213, within(2e-3));
    }

    private static void assertNominalFails(Acrobot log, int to, double error1, double error2) {
        double[] errors = {error1, error2};
        for (int joint = 0; joint < 2; joint++) {
            double[] rates = nominalDifference(log.times, log.joints[joint]);
            assertThat(rms(rates, log.velocities[joint], ACROBOT_SKIPPED, to))
                    .isCloseTo(errors[joint], within(0.01 * errors[joint]));
        }
    }

    /** The second row repeats the first row's time with another position. */
    @ParameterizedTest
    @ValueSource(
            strings = {"tracking-loop", "robust-differentiator", "filtered-difference", "kalman", "extended-kalman"})
    void aDuplicateTimestampDoesNoHarm(String name) {
        RealLog log = RealLog.read("static_upright_A0_062123");
        double[] times = log.column("time");
        assertThat(times[1]).isEqualTo(times[0]);
        double[] angle1 = log.column("pos1");
        StateEstimator estimator = Estimators.reference(name, 2e-3, 0, 0);
        estimator.reset(new State());
        SensorReading reading = new SensorReading();
        State estimate = new State();
        for (int i = 0; i < 20; i++) {
            reading.setPositions(Math.round(times[i] * 1e9), 0, angle1[i] - angle1[0], 0);
            estimator.update(reading, estimate);
            estimator.commanded(0);
            // A code of 3.8e-4 rad within one period of 2 ms is 0.19 rad/s.
            assertThat(Math.abs(estimate.rate1())).isLessThan(0.2);
        }
    }

    private static double square(double value) {
        return value * value;
    }

    private static StateEstimator estimator(String name, double quantum, double speed, double roundingWeight) {
        ParameterValues values = name.equals("tracking-loop")
                ? ParameterValues.none().with("bandwidth", speed)
                : ParameterValues.none()
                        .with("cartJerk", speed)
                        .with("jerk1", speed)
                        .with("jerk2", speed);
        return EstimatorRegistry.standard()
                .type(name)
                .create(new EstimatorSetup(
                        RigParameters.standard(),
                        2e-3,
                        0,
                        0,
                        quantum,
                        quantum,
                        quantum,
                        values.with("roundingWeight", roundingWeight)));
    }

    /** Differences divided by the median time between samples, as if the loop had been punctual. */
    private static double[] nominalDifference(double[] times, double[] positions) {
        double[] steps = new double[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        double nominal = steps[steps.length / 2];
        double[] rates = new double[times.length];
        for (int i = 1; i < rates.length; i++) {
            rates[i] = (positions[i] - positions[i - 1]) / nominal;
        }
        return rates;
    }

    private static double rms(double[] one, double[] other, int from, int to) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += square(one[i] - other[i]);
        }
        return Math.sqrt(squares / (to - from));
    }

    /** A log of the acrobot with the reference velocities of its two joints. */
    private static final class Acrobot {
        final double[] times;
        final double[][] joints;
        final double[][] velocities;

        Acrobot(String name) {
            RealLog log = RealLog.read(name);
            times = log.column("time");
            joints = new double[][] {log.column("pos_meas1"), log.column("pos_meas2")};
            velocities =
                    new double[][] {RealLog.velocities(times, joints[0], 1), RealLog.velocities(times, joints[1], 1)};
        }

        /** RMS errors of both rates up to a row. */
        double[] errors(StateEstimator estimator, int to) {
            SensorReading reading = new SensorReading();
            State estimate = new State();
            estimator.reset(new State(0, joints[0][0], joints[1][0], 0, 0, 0));
            double[] squares = new double[2];
            for (int i = 0; i < to; i++) {
                reading.setPositions(Math.round(times[i] * 1e9), 0, joints[0][i], joints[1][i]);
                estimator.update(reading, estimate);
                if (i >= ACROBOT_SKIPPED) {
                    squares[0] += square(estimate.rate1() - velocities[0][i]);
                    squares[1] += square(estimate.rate2() - velocities[1][i]);
                }
            }
            int counted = to - ACROBOT_SKIPPED;
            return new double[] {Math.sqrt(squares[0] / counted), Math.sqrt(squares[1] / counted)};
        }

        /** First row at or after a time. */
        int rowAt(double time) {
            int row = 0;
            while (row < times.length && times[row] < time) {
                row++;
            }
            return row;
        }
    }

    /** The single pendulum at 1 kHz; the log has 10 kHz and 40000 counts per turn. */
    private static final class Swing {
        static final int COUNTS = 40000;
        static final int STRIDE = 10;
        final double[] angles;
        final double[] times;
        final double[] velocities;
        /** Row before which the window of the reference velocity is whole. */
        final int end;

        Swing() {
            double[] counts = RealLog.read("smallswing_10kHz_counts").column("count");
            double[] all = Arrays.stream(counts)
                    .map(count -> count * (2 * Math.PI / COUNTS))
                    .toArray();
            double[] allTimes = new double[all.length];
            Arrays.setAll(allTimes, i -> i * 1e-4);
            angles = RealLog.every(STRIDE, all);
            times = RealLog.every(STRIDE, allTimes);
            velocities = RealLog.every(STRIDE, RealLog.velocities(allTimes, all, STRIDE));
            end = times.length - 20;
        }

        /** Positions behind an encoder of so many counts per turn. */
        double[] positions(int counts) {
            double quantum = 2 * Math.PI / counts;
            return counts == COUNTS
                    ? angles.clone()
                    : Arrays.stream(angles)
                            .map(angle -> Math.floor(angle / quantum) * quantum)
                            .toArray();
        }

        double error(String name, int counts, double speed, double roundingWeight) {
            StateEstimator estimator = estimator(name, 2 * Math.PI / counts, speed, roundingWeight);
            double[] positions = positions(counts);
            double[] rates = new double[positions.length];
            SensorReading reading = new SensorReading();
            State estimate = new State();
            estimator.reset(new State());
            for (int i = 0; i < positions.length; i++) {
                reading.setPositions(Math.round(times[i] * 1e9), 0, positions[i], 0);
                estimator.update(reading, estimate);
                rates[i] = estimate.rate1();
            }
            return rms(rates, velocities, SWING_SKIPPED, end);
        }
    }
}
