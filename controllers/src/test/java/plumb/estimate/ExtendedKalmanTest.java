package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;
import plumb.model.State;
import plumb.model.StateView;

class ExtendedKalmanTest {
    private static final double PERIOD = 1e-3;
    private static final long PERIOD_NANOS = 1_000_000;
    private static final double TURN = 2 * Math.PI;
    private static final double COUNT = TURN / (4 * 4096);

    private final SensorReading reading = new SensorReading();
    private final State estimate = new State();

    /** The full plant with lag and delay, exactly known. */
    private static final class SwingingRig {
        private static final int TICKS = 20;
        private final double lag;
        private final int lateness;
        private final State state = new State();
        private final RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(RigParameters.standard()));
        private final double[] commands = new double[4000];
        private double motor;
        private int ticks;

        SwingingRig(StateView start, double lag, double delay) {
            this.lag = lag;
            this.lateness = (int) Math.round(delay / PERIOD * TICKS);
            state.set(start);
        }

        void advance(int count) {
            double step = PERIOD / TICKS;
            for (int i = 0; i < count; i++) {
                int issued = Math.floorDiv(ticks - lateness, TICKS);
                double command = issued < 0 ? 0 : commands[issued];
                double begin = lag > 0 ? motor : command;
                double middle = lag > 0 ? command + (motor - command) * Math.exp(-step / 2 / lag) : command;
                double end = lag > 0 ? command + (motor - command) * Math.exp(-step / lag) : command;
                integrator.advance(state, begin, middle, end, step);
                motor = end;
                ticks++;
            }
        }
    }

    @Test
    void predictsASwingFromHangingToWhenTheForceActs() {
        State hanging = new State(0.1, Math.PI, -Math.PI, 0, 0, 0);
        for (double lag : new double[] {0, 2e-3}) {
            for (double delay : new double[] {0, 0.35e-3, 1e-3, 1.6e-3, 3e-3}) {
                assertPerfectPrediction(hanging, lag, delay, cycle -> 1);
            }
        }
    }

    @Test
    void predictsThroughMissedCycles() {
        assertPerfectPrediction(new State(0, 2, 1, 0.3, 6, -9), 2e-3, 1.6e-3, cycle -> cycle % 7 == 0 ? 4 : 1);
    }

    private void assertPerfectPrediction(StateView start, double lag, double delay, IntUnaryOperator periods) {
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, lag, delay);
        SwingingRig rig = new SwingingRig(start, lag, delay);
        SwingingRig ahead = new SwingingRig(start, lag, delay);
        filter.reset(start);
        ahead.advance(ahead.lateness);
        int period = 0;
        for (int cycle = 0; cycle < 600; cycle++) {
            show(rig.state, 7 + period * PERIOD_NANOS);
            filter.update(reading, estimate);
            assertNear(estimate, ahead.state, 1e-7, 1e-5);
            double force = 20 * Math.sin(cycle / 60.0);
            filter.commanded(force);
            int steps = periods.applyAsInt(cycle);
            for (int i = 0; i < steps; i++) {
                rig.commands[period] = force;
                ahead.commands[period] = force;
                rig.advance(SwingingRig.TICKS);
                ahead.advance(SwingingRig.TICKS);
                period++;
            }
        }
        assertThat(Math.abs(rig.state.rate1())).as("it does swing").isGreaterThan(0.5);
    }

    private void show(StateView state, long time) {
        reading.setPositions(time, state.position(), state.angle1(), state.angle2());
    }

    private static void assertNear(StateView found, StateView expected, double positions, double rates) {
        assertThat(found.position()).isCloseTo(expected.position(), within(positions));
        assertThat(found.angle1()).isCloseTo(expected.angle1(), within(positions));
        assertThat(found.angle2()).isCloseTo(expected.angle2(), within(positions));
        assertThat(found.velocity()).isCloseTo(expected.velocity(), within(rates));
        assertThat(found.rate1()).isCloseTo(expected.rate1(), within(rates));
        assertThat(found.rate2()).isCloseTo(expected.rate2(), within(rates));
    }

    @Test
    void isTheSteadyStateFilterNearUpright() {
        StateEstimator linear = Estimators.reference("kalman", PERIOD, 2e-3, 1e-3);
        StateEstimator extended = Estimators.create(
                "extended-kalman",
                PERIOD,
                2e-3,
                1e-3,
                Estimators.reference("extended-kalman").with("modelError", 0));
        State other = new State();
        linear.reset(other);
        extended.reset(other);
        for (int period = 0; period < 4000; period++) {
            double t = period * PERIOD;
            reading.setPositions(
                    period * PERIOD_NANOS,
                    1e-4 * Math.sin(7 * t),
                    COUNT * Math.rint(3 * Math.sin(5 * t)),
                    COUNT * Math.rint(4 * Math.cos(9 * t)));
            linear.update(reading, other);
            extended.update(reading, estimate);
            if (period > 2000) {
                assertNear(estimate, other, 1e-6, 1e-4);
            }
            double force = 0.1 * Math.sin(11 * t);
            linear.commanded(force);
            extended.commanded(force);
        }
        assertThat(Math.abs(estimate.rate1())).isGreaterThan(1e-3);
    }

    @Test
    void followsAFullSwingSeenThroughEncodersWithWrongMasses() {
        State start = new State(0, Math.PI, Math.PI, 0, 0, 0);
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, 2e-3, 0);
        RungeKutta4 truth =
                new RungeKutta4(new PendulumDynamics(RigParameters.standard().withLinkMassScaled(1.05)));
        State state = new State();
        state.set(start);
        filter.reset(start);
        double motor = 0;
        double worst = 0;
        double fastest = 0;
        for (int period = 0; period < 3000; period++) {
            reading.setPositions(
                    period * PERIOD_NANOS,
                    0.015 * COUNT * Math.rint(state.position() / (0.015 * COUNT)),
                    COUNT * Math.rint(state.angle1() / COUNT),
                    COUNT * Math.rint(state.angle2() / COUNT));
            filter.update(reading, estimate);
            worst = Math.max(worst, Math.abs(estimate.rate1() - state.rate1()));
            worst = Math.max(worst, Math.abs(estimate.rate2() - state.rate2()));
            fastest = Math.max(fastest, Math.abs(state.rate2()));
            double force = 20 * Math.sin(period * PERIOD * 6);
            filter.commanded(force);
            double middle = force + (motor - force) * Math.exp(-0.25);
            double end = force + (motor - force) * Math.exp(-0.5);
            truth.advance(state, motor, middle, end, PERIOD);
            motor = end;
        }
        assertThat(fastest).isGreaterThan(8);
        assertThat(worst).isLessThan(0.3);
    }

    @Test
    void countsOnOverAnyNumberOfTurns() {
        StateEstimator here = Estimators.reference("extended-kalman", PERIOD, 2e-3, 1e-3);
        StateEstimator turned = Estimators.reference("extended-kalman", PERIOD, 2e-3, 1e-3);
        State other = new State();
        SwingingRig rig = new SwingingRig(new State(0, 3, -2.5, 0, 5, -12), 2e-3, 1e-3);
        here.reset(rig.state);
        turned.reset(new State(0, 3 + 5 * TURN, -2.5 - 3 * TURN, 0, 5, -12));
        for (int period = 0; period < 1000; period++) {
            show(rig.state, period * PERIOD_NANOS);
            here.update(reading, estimate);
            reading.setPositions(
                    period * PERIOD_NANOS,
                    rig.state.position(),
                    rig.state.angle1() + 5 * TURN,
                    rig.state.angle2() - 3 * TURN);
            turned.update(reading, other);
            assertThat(other.angle1() - 5 * TURN).isCloseTo(estimate.angle1(), within(1e-9));
            assertThat(other.rate1()).isCloseTo(estimate.rate1(), within(1e-6));
            assertThat(other.rate2()).isCloseTo(estimate.rate2(), within(1e-6));
            here.commanded(0);
            turned.commanded(0);
            rig.advance(SwingingRig.TICKS);
        }
    }

    @Test
    void findsADisturbanceItWasNotTold() {
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, 2e-3, 0);
        SwingingRig rig = new SwingingRig(new State(0, Math.PI, Math.PI, 0, 0, 0), 2e-3, 0);
        filter.reset(rig.state);
        for (int period = 0; period < 2000; period++) {
            show(rig.state, period * PERIOD_NANOS);
            filter.update(reading, estimate);
            double force = Math.sin(period * 0.003);
            rig.commands[period] = force;
            filter.commanded(force - 2); // the rig's own +2 N
            rig.advance(SwingingRig.TICKS);
        }
        assertNear(estimate, rig.state, 1e-3, 0.02);
    }

    @Test
    void usesTheTrueTimesOfUnevenSamples() {
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, 2e-3, 0);
        SwingingRig rig = new SwingingRig(new State(0, 2, 1, 0, 6, -9), 2e-3, 0);
        filter.reset(rig.state);
        for (int cycle = 0; cycle < 500; cycle++) {
            show(rig.state, rig.ticks * PERIOD_NANOS / SwingingRig.TICKS);
            filter.update(reading, estimate);
            filter.commanded(0);
            assertNear(estimate, rig.state, 1e-7, 1e-5);
            rig.advance(12 + cycle * 7 % 17);
        }
    }

    @Test
    void showsAReadingThatIsNotFiniteAndSurvivesIt() {
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, 2e-3, 1e-3);
        filter.reset(new State());
        for (int period = 0; period < 100; period++) {
            reading.setPositions(period * PERIOD_NANOS, 0, period == 50 ? Double.NaN : 0, 0);
            filter.update(reading, estimate);
            filter.commanded(0);
            if (period == 50) {
                assertThat(estimate.angle1()).isNaN();
                assertThat(estimate.rate2()).isNaN();
            } else {
                assertThat(estimate.rate2()).isZero();
            }
        }
    }

    @Test
    void showsAReadingOutOfReachAndBeginsAnewFromIt() {
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, 2e-3, 1e-3);
        filter.reset(new State());
        for (int period = 0; period < 200; period++) {
            double angle = period < 100 ? (period % 2 == 0 ? 1e200 : -1e200) : 3.2;
            reading.setPositions(period * PERIOD_NANOS, 0, angle, angle);
            filter.update(reading, estimate);
            filter.commanded(0);
            if (period <= 100) {
                assertThat(estimate.rate1()).isNaN();
            }
        }
        assertThat(estimate.angle1()).isCloseTo(3.2, within(0.01));
        assertThat(estimate.rate1()).isCloseTo(0, within(0.5));
    }

    @Test
    void recoversFromAStateThatIsNotFinite() {
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, 2e-3, 1e-3);
        filter.reset(new State(0, 0, 0, Double.NaN, Double.POSITIVE_INFINITY, 0));
        for (int period = 0; period < 4; period++) {
            show(new State(0, 0.1, 0.1, 0, 0, 0), period * PERIOD_NANOS);
            filter.update(reading, estimate);
            filter.commanded(0);
        }
        assertThat(estimate.rate1()).isFinite();
    }

    @Test
    void outlastsAnAbsurdGapAndTimeThatRunsBackwards() {
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, 2e-3, 1e-3);
        filter.reset(new State());
        for (long time : new long[] {0, Long.MAX_VALUE / 2, 5, 1_000_005, Long.MIN_VALUE, Long.MAX_VALUE}) {
            reading.setPositions(time, 0.001, 0.001, 0.001);
            filter.update(reading, estimate);
            filter.commanded(1);
            assertThat(estimate.rate1()).isFinite();
        }
    }

    /** A cart that rolls freely, as the filter sees it. */
    private static double rolling(long nanos) {
        return 0.5 * nanos * 1e-9;
    }

    private void roll(StateEstimator filter, long sampleNanos) {
        reading.setPositions(sampleNanos, rolling(sampleNanos), 0, 0);
        filter.update(reading, estimate);
        filter.commanded(0);
    }

    @Test
    void predictsThroughASampleThatSaysNothingNewAndTakesItInOnlyOnce() {
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, 0, 0);
        filter.reset(new State(0, 0, 0, 0.5, 0, 0));
        long last = 0;
        for (int period = 0; period < 50; period++) {
            last = period * PERIOD_NANOS;
            roll(filter, last);
        }
        double velocity = estimate.velocity();
        for (int stale = 1; stale <= 3; stale++) {
            roll(filter, last);
            assertThat(estimate.position()).isCloseTo(rolling(last + stale * PERIOD_NANOS), within(2e-5));
            assertThat(estimate.velocity()).isCloseTo(velocity, within(2e-3));
        }
        // The next new one is older than the prediction: compared where it belongs.
        roll(filter, last + PERIOD_NANOS);
        assertThat(estimate.position()).isCloseTo(rolling(last + 3 * PERIOD_NANOS), within(2e-5));
        assertThat(estimate.velocity()).isCloseTo(velocity, within(2e-3));
    }

    @Test
    void resetForgetsEverything() {
        StateEstimator used = Estimators.reference("extended-kalman", PERIOD, 2e-3, 1.5e-3);
        StateEstimator fresh = Estimators.reference("extended-kalman", PERIOD, 2e-3, 1.5e-3);
        State start = new State(0.1, 0.02, -0.01, 0, 0, 0);
        State other = new State();
        for (int period = 0; period < 20; period++) {
            reading.setPositions(period * PERIOD_NANOS, 0.3, 0.1, 0.2);
            used.update(reading, estimate);
            used.commanded(9);
        }
        used.reset(start);
        fresh.reset(start);
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

    @Test
    void settlesTheCommandsOnTheirWayWhenCyclesComeFasterThanPlanned() {
        StateEstimator filter = Estimators.reference("extended-kalman", PERIOD, 2e-3, 3e-3);
        filter.reset(new State());
        for (int cycle = 0; cycle < 100; cycle++) {
            reading.setPositions(cycle * PERIOD_NANOS / 10, 0, 0, 0);
            filter.update(reading, estimate);
            filter.commanded(0.1);
        }
        assertThat(estimate.velocity()).isFinite();
    }
}
