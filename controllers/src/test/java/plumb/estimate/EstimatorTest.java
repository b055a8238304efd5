package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import plumb.model.LinearModel;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;
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

    /** A linear plant with lag and delay, exactly known: an ideal filter must predict it without error. */
    private static final class LinearRig {
        private final double lag;
        private final double delay;
        private final State state = new State(0, 0.01, -0.02, 0.1, 0, 0.05);
        private final RungeKutta4 integrator = new RungeKutta4(new LinearModel(RigParameters.standard()));
        private final double[] commands = new double[1000];
        private double motor;
        private long ticks;
        private static final int TICKS = 20;

        LinearRig(double lag, double delay) {
            this.lag = lag;
            this.delay = delay;
        }

        void advance(int count) {
            double step = PERIOD / TICKS;
            int lateness = (int) Math.round(delay / step);
            for (int i = 0; i < count; i++) {
                int issued = (int) Math.floorDiv(ticks - lateness, (long) TICKS);
                double command = issued < 0 ? 0 : commands[issued];
                double begin = lag > 0 ? motor : command;
                double middle = lag > 0 ? command + (motor - command) * Math.exp(-step / 2 / lag) : command;
                double end = lag > 0 ? command + (motor - command) * Math.exp(-step / lag) : command;
                integrator.advance(state, begin, middle, end, step);
                motor = end;
                ticks++;
            }
        }

        int delayTicks() {
            return (int) Math.round(delay / PERIOD * TICKS);
        }
    }

    @Test
    void kalmanPredictsALinearRigToWhenTheForceActs() {
        for (double lag : new double[] {0, 2e-3}) {
            for (double delay : new double[] {0, 0.35e-3, 1e-3, 1.6e-3, 3e-3}) {
                assertPerfectPrediction(lag, delay, cycle -> 1);
            }
        }
    }

    @Test
    void kalmanPredictsThroughMissedCycles() {
        assertPerfectPrediction(2e-3, 1.6e-3, cycle -> cycle % 7 == 0 ? 4 : 1);
    }

    private void assertPerfectPrediction(double lag, double delay, IntUnaryOperator periods) {
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, lag, delay);
        LinearRig rig = new LinearRig(lag, delay);
        LinearRig ahead = new LinearRig(lag, delay);
        kalman.reset(rig.state);
        ahead.advance(ahead.delayTicks());
        int period = 0;
        for (int cycle = 0; cycle < 100; cycle++) {
            reading.setPositions(
                    7 + period * PERIOD_NANOS, rig.state.position(), rig.state.angle1(), rig.state.angle2());
            kalman.update(reading, estimate);
            State expected = ahead.state;
            assertThat(estimate.position()).isCloseTo(expected.position(), within(1e-9));
            assertThat(estimate.angle2()).as("lag %s delay %s", lag, delay).isCloseTo(expected.angle2(), within(1e-9));
            assertThat(estimate.velocity()).isCloseTo(expected.velocity(), within(1e-8));
            assertThat(estimate.rate1()).isCloseTo(expected.rate1(), within(1e-8));
            double force = 3 * Math.sin(cycle);
            kalman.commanded(force);
            int steps = periods.applyAsInt(cycle);
            for (int i = 0; i < steps; i++) {
                rig.commands[period] = force;
                ahead.commands[period] = force;
                rig.advance(LinearRig.TICKS);
                ahead.advance(LinearRig.TICKS);
                period++;
            }
        }
    }

    @Test
    void kalmanFindsVelocitiesAndDisturbanceItWasNotTold() {
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, 2e-3, 0);
        LinearRig rig = new LinearRig(2e-3, 0);
        kalman.reset(new State(0, 0.01, -0.02, 0, 0, 0));
        for (int period = 0; period < 500; period++) {
            reading.setPositions(period * PERIOD_NANOS, rig.state.position(), rig.state.angle1(), rig.state.angle2());
            kalman.update(reading, estimate);
            kalman.commanded(-2); // the rig itself does nothing: a constant input disturbance of +2 N
            rig.advance(LinearRig.TICKS);
        }
        assertThat(estimate.rate1()).isCloseTo(rig.state.rate1(), within(0.02 * Math.abs(rig.state.rate1())));
        assertThat(estimate.rate2()).isCloseTo(rig.state.rate2(), within(0.02 * Math.abs(rig.state.rate2())));
    }

    @Test
    void kalmanIgnoresJitterOfTheSampling() {
        StateEstimator even = Estimators.reference("kalman", PERIOD, 2e-3, 1e-3);
        StateEstimator jittery = Estimators.reference("kalman", PERIOD, 2e-3, 1e-3);
        State other = new State();
        even.reset(estimate);
        jittery.reset(estimate);
        for (int period = 0; period < 1000; period++) {
            reading.setPositions(period * PERIOD_NANOS, 0.001, 0.002, 0.003);
            even.update(reading, estimate);
            reading.setPositions(period * PERIOD_NANOS + (period % 5) * 90_000L, 0.001, 0.002, 0.003);
            jittery.update(reading, other);
            assertThat(other.rate1()).isEqualTo(estimate.rate1());
            even.commanded(period % 3);
            jittery.commanded(period % 3);
        }
    }

    @Test
    void kalmanShowsAReadingThatIsNotFiniteAndSurvivesIt() {
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, 2e-3, 1e-3);
        kalman.reset(new State());
        for (int period = 0; period < 100; period++) {
            reading.setPositions(period * PERIOD_NANOS, 0, period == 50 ? Double.NaN : 0, 0);
            kalman.update(reading, estimate);
            kalman.commanded(0);
            if (period == 50) {
                assertThat(estimate.angle1()).isNaN();
                assertThat(estimate.rate2()).isNaN();
            } else {
                assertThat(estimate.rate2()).isZero();
            }
        }
    }

    @Test
    void kalmanOutlastsAnAbsurdGap() {
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, 2e-3, 1e-3);
        kalman.reset(new State());
        for (long time : new long[] {0, Long.MAX_VALUE / 2, 5, 1_000_005}) {
            reading.setPositions(time, 0.001, 0.001, 0.001);
            kalman.update(reading, estimate);
            kalman.commanded(1);
            assertThat(estimate.rate1()).isFinite();
        }
    }

    @Test
    void resetForgetsEverything() {
        StateEstimator used = Estimators.reference("kalman", PERIOD, 2e-3, 1.5e-3);
        StateEstimator fresh = Estimators.reference("kalman", PERIOD, 2e-3, 1.5e-3);
        State start = new State(0.1, 0.02, -0.01, 0, 0, 0);
        for (int period = 0; period < 20; period++) {
            reading.setPositions(period * PERIOD_NANOS, 0.3, 0.1, 0.2);
            used.update(reading, estimate);
            used.commanded(9);
        }
        used.reset(start);
        fresh.reset(start);
        State other = new State();
        for (int period = 0; period < 20; period++) {
            reading.setPositions(period * PERIOD_NANOS, 0.1, 0.02, -0.01);
            used.update(reading, estimate);
            fresh.update(reading, other);
            assertThat(estimate.rate1()).isEqualTo(other.rate1());
            assertThat(estimate.velocity()).isEqualTo(other.velocity());
            used.commanded(period);
            fresh.commanded(period);
        }
    }
}
