package plumb.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static plumb.hal.sim.SimulatedBench.LEANING;
import static plumb.hal.sim.SimulatedBench.MS;
import static plumb.hal.sim.SimulatedBench.frictionless;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.hal.RigException;
import plumb.hal.RigStatus;
import plumb.model.State;

/**
 * When and how strongly forces act on the plant of the simulated rig. On a frictionless rig the momentum along the rail
 * is the impulse of all forces, so it measures both at once.
 */
final class SimulatedForcesTest {
    private static final double IMPULSE_ERROR = 1e-9;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 300_000, 1_000_000, 1_300_000, 2_718_281, 40_000_000})
    void aCommandActsFromExactlyTheEndOfItsDelay(long delay) throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(0, delay));
        bench.force(20);
        for (int i = 1; i <= 45; i++) {
            bench.readAfter(MS);
            double seconds = StrictMath.max(0, i * MS - delay) / 1e9;
            assertThat(bench.momentum()).isCloseTo(20 * seconds, within(IMPULSE_ERROR));
            assertThat(bench.rig.motorForce()).isEqualTo(i * MS >= delay ? 20 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000, 1_300_000})
    void theForceFollowsTheAnalyticResponseOfTheLag(long delay) throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(2 * MS, delay));
        bench.force(20);
        for (int i = 1; i <= 50; i++) {
            bench.readAfter(MS);
            double sinceEffective = StrictMath.max(0, i * MS - delay) / 1e9;
            double expected = -20 * StrictMath.expm1(-sinceEffective / 2e-3);
            assertThat(bench.rig.motorForce()).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void theLaggingForceHasTheAnalyticImpulse() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(2 * MS, MS));
        bench.force(20);
        bench.readAfter(31 * MS);
        double tau = 2e-3;
        double expected = 20 * (0.03 + tau * StrictMath.expm1(-0.03 / tau));
        // Simpson's rule within a step: (h/tau)^4 / 2880 of the transient's impulse 20 tau.
        assertThat(bench.momentum()).isCloseTo(expected, within(20 * tau * 0.0625 / 2880));
    }

    @Test
    void successiveCommandsActInTurn() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(0, 2_500_000));
        double impulse = 0;
        for (int i = 0; i < 40; i++) {
            double force = 30 * StrictMath.cos(i);
            impulse += force * 1e-3;
            bench.force(force);
            bench.readAfter(MS);
        }
        bench.coast();
        bench.readAfter(10 * MS);
        assertThat(bench.momentum()).isCloseTo(impulse, within(IMPULSE_ERROR));
    }

    @Test
    void theLastOfManyCommandsWinsEvenWhenNobodyReads() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(0, MS));
        for (int i = 0; i < 10_000; i++) {
            bench.force(i % 100);
            bench.pass(10);
        }
        bench.coast();
        bench.readAfter(2 * MS);
        assertThat(bench.rig.motorForce()).isZero();
    }

    @Test
    void everyCommandActsEvenWhenNobodyReads() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(0, MS));
        double impulse = 0;
        for (int i = 0; i < 300; i++) {
            double force = 30 * StrictMath.cos(i);
            impulse += force * 1e-3;
            bench.force(force);
            bench.pass(MS);
        }
        bench.coast();
        bench.readAfter(10 * MS);
        assertThat(bench.momentum()).isCloseTo(impulse, within(IMPULSE_ERROR));
    }

    @Test
    void theWatchdogThatBitesInDroppedTimeIsReportedAtOnce() throws RigException {
        SimulatedBench bench =
                SimulatedBench.open(Setup.changed(frictionless(LEANING), s -> s.watchdogNanos = 2000 * MS));
        bench.force(1);
        bench.readAfter(3000 * MS);
        assertThat(bench.frame.status()).isEqualTo(RigStatus.WATCHDOG);
        assertThat(bench.rig.motorForce()).isZero();
    }

    @Test
    void theWatchdogStopsTheMotorAtExactlyItsInstant() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(LEANING));
        bench.force(10);
        bench.readAfter(100 * MS - 1);
        assertThat(bench.frame.status()).isZero();
        assertThat(bench.rig.motorForce()).isEqualTo(10);
        bench.readAfter(1);
        assertThat(bench.frame.status()).isEqualTo(RigStatus.WATCHDOG);
        assertThat(bench.rig.motorForce()).isZero();
        bench.readAfter(50 * MS);
        assertThat(bench.momentum()).isCloseTo(10 * 0.1, within(IMPULSE_ERROR));
    }

    @Test
    void theWatchdogIsAsExactInALateRead() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(LEANING));
        bench.force(10);
        bench.readAfter(333_333_333);
        assertThat(bench.momentum()).isCloseTo(10 * 0.1, within(IMPULSE_ERROR));
        assertThat(bench.frame.status()).isEqualTo(RigStatus.WATCHDOG);
    }

    @Test
    void aLateCommandDoesNotHideThatTheWatchdogStoppedTheMotor() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(LEANING));
        bench.force(10);
        bench.pass(150 * MS);
        bench.force(20);
        bench.readAfter(10 * MS);
        assertThat(bench.momentum()).isCloseTo(10 * 0.1 + 20 * 0.01, within(IMPULSE_ERROR));
        assertThat(bench.frame.status()).isZero();
    }

    @Test
    void theWatchdogForgetsWhatIsStillOnItsWay() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(0, 200 * MS));
        bench.force(10);
        bench.readAfter(400 * MS);
        assertThat(bench.rig.motorForce()).isZero();
        assertThat(bench.momentum()).isCloseTo(0, within(IMPULSE_ERROR));
    }

    @Test
    void theWatchdogWaitsForTheFirstCommand() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(LEANING));
        bench.readAfter(500 * MS);
        assertThat(bench.frame.status()).isZero();
        bench.coast();
        bench.readAfter(500 * MS);
        assertThat(bench.frame.status()).isEqualTo(RigStatus.WATCHDOG);
    }

    @Test
    void aWatchdogBeyondTheEndOfTimeNeverBites() throws RigException {
        SimulatedBench bench =
                SimulatedBench.open(Setup.changed(frictionless(LEANING), s -> s.watchdogNanos = Long.MAX_VALUE));
        bench.force(1);
        bench.readAfter(900 * MS);
        assertThat(bench.frame.status()).isZero();
        assertThat(bench.rig.motorForce()).isEqualTo(1);
    }

    @Test
    void aDisturbanceHasItsImpulseAndIsTimedFromTheRelease() throws RigException {
        SimulatedBench bench =
                SimulatedBench.open(frictionless(LEANING, Disturbance.pulse(30, 7_654_321, 20 * MS + 55)));
        bench.readAfter(60 * MS);
        bench.force(0);
        bench.readAfter(20 * MS + 55);
        assertThat(bench.momentum()).isCloseTo(0, within(IMPULSE_ERROR));
        bench.readAfter(4_000_000);
        assertThat(bench.momentum()).isCloseTo(30 * 0.004, within(IMPULSE_ERROR));
        bench.readAfter(50 * MS);
        assertThat(bench.momentum()).isCloseTo(30 * 0.007654321, within(IMPULSE_ERROR));
    }

    @Test
    void overlappingDisturbancesAddUpAndAStepStays() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(
                LEANING,
                Disturbance.step(-5, 30 * MS),
                Disturbance.pulse(10, 30 * MS, 0),
                Disturbance.pulse(7, 20 * MS, 20 * MS)));
        bench.force(0);
        bench.readAfter(90 * MS);
        double expected = 10 * 0.03 + 7 * 0.02 - 5 * 0.06;
        assertThat(bench.momentum()).isCloseTo(expected, within(IMPULSE_ERROR));
    }

    @Test
    void aDisturbanceDoesNotPassThroughTheMotor() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(new State(), Disturbance.step(500, 0)));
        bench.force(150);
        bench.readAfter(2 * MS);
        assertThat(bench.rig.motorForce()).isEqualTo(150);
        assertThat(bench.momentum()).isCloseTo(650 * 0.002, within(1e-7));
    }
}
