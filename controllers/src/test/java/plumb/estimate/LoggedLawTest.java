package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import plumb.control.Saturation;
import plumb.model.State;
import plumb.model.StateView;

/**
 * The estimator and the law that balanced a real acrobot, replayed through this project's interfaces: every command that was
 * logged comes out again. Law and gains: {@code lqr_controller_Kmatrix.txt} beside the log's original.
 */
class LoggedLawTest {
    private static final double TORQUE_LIMIT = 4;
    private static final double[] GAINS = {
        -261.285180952519, -113.35263718719037, -53.73790859290137, -25.73231358589421
    };
    /** Whole nanoseconds would cost 1.3e-5 N m of the log's resolution in time: this replay counts picoseconds. */
    private static final double TICK = 1e-12;

    /**
     * The authors' estimator: a backward difference over the true time, 0 where it is small, and a low-pass of constant
     * coefficients, which a {@link FilteredDifference} has not.
     */
    private static final class AuthorsDifference implements StateEstimator {
        private static final double DEAD_ZONE = 0.1;
        private static final double NEW_SHARE = 0.2;
        private final State filtered = new State();
        private boolean started;
        private double lastSeconds;
        private double last1;
        private double last2;

        @Override
        public void update(SensorReading reading, State estimate) {
            double seconds = reading.timeNanos() * TICK;
            if (started) {
                double elapsed = seconds - lastSeconds;
                filtered.set(
                        0,
                        0,
                        0,
                        0,
                        next(filtered.rate1(), (reading.angle1() - last1) / elapsed),
                        next(filtered.rate2(), (reading.angle2() - last2) / elapsed));
            }
            started = true;
            lastSeconds = seconds;
            last1 = reading.angle1();
            last2 = reading.angle2();
            estimate.set(0, last1, last2, 0, filtered.rate1(), filtered.rate2());
        }

        private static double next(double before, double difference) {
            double seen = Math.abs(difference) < DEAD_ZONE ? 0 : difference;
            return (1 - NEW_SHARE) * before + NEW_SHARE * seen;
        }

        @Override
        public void commanded(double force) {}

        @Override
        public void reset(StateView state) {
            started = false;
            filtered.set(state);
        }
    }

    private static double command(StateView state) {
        double torque = -(GAINS[0] * wrapped(state.angle1() - Math.PI)
                + GAINS[1] * wrapped(state.angle2())
                + GAINS[2] * state.rate1()
                + GAINS[3] * state.rate2());
        double friction = 0.001 * state.rate2() + 0.078 * Math.atan(100 * state.rate2());
        return Saturation.clamp(Saturation.clamp(torque, TORQUE_LIMIT) + friction, TORQUE_LIMIT);
    }

    /** To [-pi, pi). */
    private static double wrapped(double angle) {
        return angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
    }

    /** Greatest difference between a replayed and a logged command, N m. */
    private static double greatestError(RealLog log, double[] times) {
        double[] angle1 = log.column("pos_meas1");
        double[] angle2 = log.column("pos_meas2");
        double[] logged = log.column("tau_con2");
        StateEstimator estimator = new AuthorsDifference();
        estimator.reset(new State(0, 0, 0, 0, log.column("vel_filt1")[0], log.column("vel_filt2")[0]));
        SensorReading reading = new SensorReading();
        State estimate = new State();
        double greatest = 0;
        for (int i = 0; i < times.length; i++) {
            reading.setPositions(Math.round(times[i] / TICK), 0, angle1[i], angle2[i]);
            estimator.update(reading, estimate);
            double torque = command(estimate);
            estimator.commanded(torque);
            greatest = Math.max(greatest, Math.abs(torque - logged[i]));
        }
        return greatest;
    }

    @Test
    void everyLoggedCommandComesOutAgain() {
        RealLog log = RealLog.read("acrobot_lqr_C0_172144");
        double[] logged = log.column("tau_con2");
        assertThat(logged).hasSize(8416);
        assertThat(Arrays.stream(logged)
                        .filter(torque -> Math.abs(torque) < TORQUE_LIMIT)
                        .count())
                .isGreaterThan(5000);
        assertThat(greatestError(log, log.column("time"))).isLessThan(1e-5);
    }

    @Test
    void notSoWithTheMedianPeriodInsteadOfTheTrueOne() {
        RealLog log = RealLog.read("acrobot_lqr_C0_172144");
        double[] times = log.column("time");
        double[] steps = new double[times.length - 1];
        Arrays.setAll(steps, i -> times[i + 1] - times[i]);
        Arrays.sort(steps);
        double median = 0.5 * (steps[steps.length / 2] + steps[(steps.length - 1) / 2]);
        double[] even = new double[times.length];
        Arrays.setAll(even, i -> i * median);
        assertThat(greatestError(log, even)).isBetween(7.0, 8.0);
    }
}
