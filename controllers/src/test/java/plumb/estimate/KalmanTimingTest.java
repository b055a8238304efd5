package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.design.RiccatiDesign;
import plumb.model.LinearModel;
import plumb.model.RigParameters;
import plumb.model.State;

/** The steady-state Kalman filter against a fine simulation, sampled at all sorts of times. */
class KalmanTimingTest {
    private static final double PERIOD = 1e-3;
    private static final long PERIOD_NANOS = 1_000_000;
    private static final int PERIOD_TICKS = (int) (PERIOD_NANOS / LinearRig.TICK_NANOS);
    private static final long ORIGIN = 7;

    private final SensorReading reading = new SensorReading();
    private final State estimate = new State();

    /** Ticks from a cycle to the next. */
    private interface Rhythm {
        int ticksAfter(int cycle);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0,0.35e-3",
        "0,1e-3",
        "0,1.6e-3",
        "0,3e-3",
        "2e-3,0",
        "2e-3,0.35e-3",
        "2e-3,1e-3",
        "2e-3,1.6e-3",
        "2e-3,3e-3"
    })
    void predictsToWhenTheForceActs(double lag, double delay) {
        assertPerfect(lag, delay, cycle -> PERIOD_TICKS);
    }

    @Test
    void predictsThroughMissedCycles() {
        assertPerfect(2e-3, 1.6e-3, cycle -> cycle % 7 == 0 ? 4 * PERIOD_TICKS : PERIOD_TICKS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9, 10, 11, 15, 19})
    void aLateCycleIsWhatItIsAndNoCommandIsLost(int late) {
        for (double delay : new double[] {0, 1e-3, 2.5e-3}) {
            assertPerfect(2e-3, delay, cycle -> switch (cycle % 4) {
                case 1 -> PERIOD_TICKS + late;
                case 2 -> PERIOD_TICKS - late;
                default -> PERIOD_TICKS;
            });
        }
    }

    @Test
    void jitterOfSeveralPeriodsIsWhatItIs() {
        SplittableRandom random = new SplittableRandom(5);
        assertPerfect(2e-3, 1.5e-3, cycle -> 1 + random.nextInt(5 * PERIOD_TICKS));
    }

    @Test
    void burstsOfCyclesLoseNoCommand() {
        assertPerfect(2e-3, 2e-3, cycle -> cycle % 10 < 8 ? 2 : 5 * PERIOD_TICKS);
    }

    /** Of an exact model sampled without rounding, the estimate is the true state at the end of the delay. */
    private void assertPerfect(double lag, double delay, Rhythm rhythm) {
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, lag, delay);
        LinearRig rig = new LinearRig(lag, delay);
        LinearRig ahead = new LinearRig(lag, delay);
        kalman.reset(rig.state());
        long delayTicks = Math.round(delay * 1e9 / LinearRig.TICK_NANOS);
        long tick = 0;
        for (int cycle = 0; cycle < 100; cycle++) {
            rig.advanceTo(tick);
            ahead.advanceTo(tick + delayTicks);
            sense(rig, tick);
            kalman.update(reading, estimate);
            assertEstimateIs(ahead.state(), 1e-8);
            double force = 3 * Math.sin(cycle);
            kalman.commanded(force);
            rig.send(tick, force);
            ahead.send(tick, force);
            tick += rhythm.ticksAfter(cycle);
        }
        assertThat(kalman.rejectedSamples()).isZero();
    }

    private void assertEstimateIs(State expected, double tolerance) {
        assertThat(estimate.position()).isCloseTo(expected.position(), within(tolerance));
        assertThat(estimate.angle1()).isCloseTo(expected.angle1(), within(tolerance));
        assertThat(estimate.angle2()).isCloseTo(expected.angle2(), within(tolerance));
        assertThat(estimate.velocity()).isCloseTo(expected.velocity(), within(tolerance));
        assertThat(estimate.rate1()).isCloseTo(expected.rate1(), within(tolerance));
        assertThat(estimate.rate2()).isCloseTo(expected.rate2(), within(tolerance));
    }

    private void sense(LinearRig rig, long tick) {
        State state = rig.state();
        reading.setPositions(ORIGIN + tick * LinearRig.TICK_NANOS, state.position(), state.angle1(), state.angle2());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 30_000, 50_000_000})
    void aSampleThatIsNotNewerCountsAsAPeriodWithoutSample(long earlier) {
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, 2e-3, 1e-3);
        LinearRig rig = new LinearRig(2e-3, 1e-3);
        LinearRig ahead = new LinearRig(2e-3, 1e-3);
        kalman.reset(rig.state());
        for (int cycle = 0; cycle < 60; cycle++) {
            long tick = (long) cycle * PERIOD_TICKS;
            boolean repeated = cycle == 20 || cycle == 21;
            ahead.advanceTo(tick + PERIOD_TICKS);
            if (repeated) {
                reading.setPositions(ORIGIN + 19 * PERIOD_NANOS - earlier, 0.3, -0.3, 0.3);
            } else {
                rig.advanceTo(tick);
                sense(rig, tick);
            }
            kalman.update(reading, estimate);
            assertEstimateIs(ahead.state(), 1e-8);
            double force = 3 * Math.cos(cycle);
            kalman.commanded(force);
            rig.send(tick, force);
            ahead.send(tick, force);
        }
    }

    @Test
    void aNewSampleFromBeforeThePredictionIsComparedAtItsOwnInstant() {
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, 0, 0);
        LinearRig rig = new LinearRig(0, 0);
        kalman.reset(rig.state());
        sense(rig, 0);
        kalman.update(reading, estimate);
        kalman.update(reading, estimate);
        rig.advanceTo(PERIOD_TICKS / 2);
        sense(rig, PERIOD_TICKS / 2);
        kalman.update(reading, estimate);
        rig.advanceTo(PERIOD_TICKS);
        // First order of the way back: wrong by less than half an acceleration of 1 rad/s^2 over half a period.
        assertEstimateIs(rig.state(), 1e-6);
        assertThat(Math.abs(estimate.position() - reading.position())).isGreaterThan(4e-5);
    }

    @Test
    void jitterOfTheSamplingDoesNotShowInTheRates() {
        double even = rateError(cycle -> PERIOD_TICKS);
        SplittableRandom random = new SplittableRandom(9);
        double jittery = rateError(cycle -> PERIOD_TICKS / 2 + random.nextInt(PERIOD_TICKS));
        assertThat(even).isLessThan(0.01);
        assertThat(jittery).isBetween(even * 0.5, even * 1.5);
    }

    /** RMS error of rate 1 behind encoders, rad/s, the pendulum being held near upright by a feedback of its true state. */
    private double rateError(Rhythm rhythm) {
        double quantum = 2 * Math.PI / 16384;
        double[] k = RiccatiDesign.regulator(
                new LinearModel(RigParameters.standard()), new double[] {20, 60, 60, 2, 2, 2}, 0.04);
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, 0, 0);
        LinearRig rig = new LinearRig(0, 0);
        kalman.reset(rig.state());
        double squares = 0;
        int cycles = 2000;
        long tick = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            rig.advanceTo(tick);
            State s = rig.state();
            reading.setPositions(
                    ORIGIN + tick * LinearRig.TICK_NANOS,
                    0.015 * quantum * Math.rint(s.position() / 0.015 / quantum),
                    quantum * Math.rint(s.angle1() / quantum),
                    quantum * Math.rint(s.angle2() / quantum));
            kalman.update(reading, estimate);
            double error = estimate.rate1() - s.rate1();
            squares += cycle < cycles / 2 ? 0 : error * error;
            double force = -(k[0] * s.position()
                    + k[1] * s.angle1()
                    + k[2] * s.angle2()
                    + k[3] * s.velocity()
                    + k[4] * s.rate1()
                    + k[5] * s.rate2());
            kalman.commanded(force);
            rig.send(tick, force);
            tick += rhythm.ticksAfter(cycle);
        }
        return Math.sqrt(squares / (0.5 * cycles));
    }
}
