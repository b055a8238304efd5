package plumb.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static plumb.hal.sim.SimulatedBench.MS;
import static plumb.hal.sim.SimulatedBench.frictionless;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.hal.AllocatedBytes;
import plumb.hal.RigException;
import plumb.hal.RigStatus;
import plumb.model.RigParameters;
import plumb.model.State;
import plumb.model.StateView;

/** How the plant of the simulated rig moves: held, released, in time, late and after a stall. */
final class SimulatedMotionTest {
    private static final State MOVING = new State(0.1, 0.05, -0.03, 0.2, -0.3, 0.4);

    @Test
    void isHeldAtRestInTheInitialPoseUntilTheMotorIsEnabled() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(MOVING, Disturbance.step(20, 0)));
        for (int i = 0; i < 100; i++) {
            bench.coast();
            bench.readAfter(MS);
        }
        assertThat(bench.rig.held()).isTrue();
        assertState(bench.rig.truth(), new State(0.1, 0.05, -0.03, 0, 0, 0), 0);
        assertThat(bench.frame.velocityCount()).isZero();
        assertThat(bench.frame.rate1Count()).isZero();
        assertThat(bench.frame.rate2Count()).isZero();
    }

    @Test
    void startsWithTheInitialRatesAtTheInstantOfTheFirstEnabledCommand() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(MOVING));
        bench.pass(40 * MS + 123);
        bench.force(0);
        bench.read();
        assertThat(bench.rig.held()).isFalse();
        assertState(bench.rig.truth(), MOVING, 0);
        assertThat(bench.frame.rate1Count() * 0x1p-40).isCloseTo(-0.3, within(0x1p-40));

        bench.readAfter(1000);
        assertThat(bench.rig.truth().position()).isCloseTo(0.1 + 0.2e-6, within(1e-11));
    }

    @Test
    void isNotCaughtAgainWhenTheMotorIsDisabled() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(MOVING));
        bench.force(0);
        bench.coast();
        bench.readAfter(10 * MS);
        assertThat(bench.rig.held()).isFalse();
        assertThat(bench.rig.truth().position()).isGreaterThan(0.1);
    }

    @Test
    void isInTheHandAgainAfterClosingAndOpening() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(MOVING, Disturbance.pulse(40, 5 * MS, 2 * MS)));
        State first = fall(bench);
        long sequence = bench.frame.sequence();
        bench.rig.close();
        bench.rig.open();
        bench.read();
        assertThat(bench.rig.held()).isTrue();
        assertThat(bench.frame.status()).isZero();
        assertThat(bench.frame.sequence()).isEqualTo(sequence + 1);
        assertState(bench.rig.truth(), new State(0.1, 0.05, -0.03, 0, 0, 0), 0);
        assertState(fall(bench), first, 0);
    }

    private static State fall(SimulatedBench bench) {
        bench.force(10);
        bench.readAfter(30 * MS);
        State state = new State();
        state.set(bench.rig.truth());
        return state;
    }

    @Test
    void keepsItsEnergyAndMomentumWithoutFrictionAndForce() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(MOVING));
        bench.force(0);
        bench.read();
        double energy = bench.energy();
        double momentum = bench.momentum();
        for (int i = 0; i < 2000; i++) {
            bench.readAfter(MS);
        }
        assertThat(bench.energy()).isCloseTo(energy, within(2e-8));
        assertThat(bench.momentum()).isCloseTo(momentum, within(1e-8));
        assertThat(StrictMath.abs(bench.rig.truth().angle1()))
                .as("it really fell")
                .isGreaterThan(1);
    }

    @Test
    void losesEnergyToFriction() throws RigException {
        SimulatedBench bench = SimulatedBench.open(SimulatedBench.lab());
        bench.force(0);
        bench.read();
        double energy = bench.energy();
        bench.readAfter(900 * MS);
        assertThat(bench.energy()).isLessThan(energy - 0.01);
    }

    @Test
    void aLateReadFindsTheStateThatSeveralReadsWouldHaveReached() throws RigException {
        SimulatedBench often = SimulatedBench.open(frictionless(2 * MS, MS));
        SimulatedBench late = SimulatedBench.open(frictionless(2 * MS, MS));
        often.force(-20);
        late.force(-20);
        for (int i = 0; i < 80; i++) {
            often.readAfter(MS);
        }
        late.readAfter(80 * MS);
        assertState(late.rig.truth(), often.rig.truth(), 1e-13);
        assertThat(late.rig.motorForce()).isCloseTo(often.rig.motorForce(), within(1e-12));
        assertThat(late.frame.timeNanos()).isEqualTo(often.frame.timeNanos());
    }

    /** The tolerance is Simpson's for the transient of the lag where there is one, and that of the plant where not. */
    @ParameterizedTest
    @CsvSource({"0,1e-9", "2000000,1e-6"})
    void readsAtJitteryInstantsChangeNothingBeyondTheIntegrationError(long lag, double tolerance) throws RigException {
        SimulatedBench regular = SimulatedBench.open(frictionless(lag, MS));
        SimulatedBench jittery = SimulatedBench.open(frictionless(lag, MS));
        SplittableRandom random = new SplittableRandom(3);
        regular.force(-20);
        jittery.force(-20);
        long passed = 0;
        while (passed < 80 * MS) {
            long pause = Math.min(80 * MS - passed, random.nextLong(1, 2 * MS));
            jittery.readAfter(pause);
            passed += pause;
        }
        for (int i = 0; i < 80; i++) {
            regular.readAfter(MS);
        }
        assertState(jittery.rig.truth(), regular.rig.truth(), tolerance);
    }

    /** In real time every interval is another one, so that the factors of the lag are computed anew each time. */
    @Test
    void allocatesNothingWhenNoTwoIntervalsAreAlike() throws RigException {
        SimulatedBench bench = SimulatedBench.open(SimulatedBench.lab());
        long bytes = AllocatedBytes.inSteadyState(() -> {
            for (int i = 0; i < 10_000; i++) {
                bench.readAfter(900_000 + i % 977);
                bench.pass(3_000 + i % 419);
                bench.force(i % 3);
            }
        });
        assertThat(bytes).isZero();
    }

    @Test
    void twoReadsAtOneInstantSeeTheSamePlant() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(MOVING));
        bench.force(5);
        bench.readAfter(7 * MS);
        long count = bench.frame.angle1Count();
        long sequence = bench.frame.sequence();
        bench.read();
        assertThat(bench.frame.angle1Count()).isEqualTo(count);
        assertThat(bench.frame.sequence()).isEqualTo(sequence + 1);
    }

    @Test
    void simulatesOneSecondOfAStallAndCountsTheRest() throws RigException {
        SimulatedBench stalled = SimulatedBench.open(frictionless(MOVING));
        SimulatedBench steady = SimulatedBench.open(frictionless(MOVING));
        stalled.force(3);
        steady.force(3);
        stalled.readAfter(3500 * MS + 17);
        for (int i = 0; i < 10; i++) {
            steady.readAfter(100 * MS);
        }
        assertThat(steady.rig.droppedNanos()).isZero();
        assertThat(stalled.rig.droppedNanos()).isEqualTo(2500 * MS + 17);
        assertState(stalled.rig.truth(), steady.rig.truth(), 1e-12);
        assertThat(stalled.frame.timeNanos()).isEqualTo(steady.frame.timeNanos() + 2500 * MS + 17);
        assertThat(stalled.frame.status()).isEqualTo(RigStatus.WATCHDOG);
    }

    @Test
    void dropsNothingWhileThePendulumIsHeld() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(MOVING));
        bench.readAfter(60_000 * MS);
        assertThat(bench.rig.droppedNanos()).isZero();
        assertThat(bench.frame.timeNanos()).isEqualTo(bench.time.nanoTime());
    }

    @Test
    void aDisturbanceThatBeganInTheDroppedTimeActsAfterIt() throws RigException {
        SimulatedBench bench = SimulatedBench.open(frictionless(new State(), Disturbance.step(10, 2000 * MS)));
        bench.force(0);
        bench.readAfter(3000 * MS);
        assertThat(bench.momentum()).isZero();
        bench.readAfter(10 * MS);
        assertThat(bench.momentum()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void reportsASensorFaultWhenThePlantHasDiverged() throws RigException {
        RigParameters standard = RigParameters.standard();
        // Friction so strong that no step of 1 ms can follow it.
        RigParameters stiff = new RigParameters(0.001, 1e6, 0, standard.link1(), standard.link2(), standard.gravity());
        SimulatedBench bench = SimulatedBench.open(Setup.changed(frictionless(MOVING), s -> s.plant = stiff));
        bench.read();
        long good = bench.frame.angle1Count();
        bench.force(0);
        bench.readAfter(900 * MS);
        assertThat(bench.frame.status() & RigStatus.SENSOR_FAULT).isNotZero();
        assertThat(bench.frame.angle1Count()).isEqualTo(good);
    }

    @Test
    void refusesToBeOpenedTwice() throws RigException {
        SimulatedBench bench = SimulatedBench.open(SimulatedBench.lab());
        assertThatThrownBy(bench.rig::open)
                .isInstanceOf(RigException.class)
                .hasMessage("simulated rig sim-lab is already open: close it first");
    }

    private static void assertState(StateView actual, StateView expected, double tolerance) {
        assertThat(actual.position()).isCloseTo(expected.position(), within(tolerance));
        assertThat(actual.angle1()).isCloseTo(expected.angle1(), within(tolerance));
        assertThat(actual.angle2()).isCloseTo(expected.angle2(), within(tolerance));
        assertThat(actual.velocity()).isCloseTo(expected.velocity(), within(tolerance));
        assertThat(actual.rate1()).isCloseTo(expected.rate1(), within(tolerance));
        assertThat(actual.rate2()).isCloseTo(expected.rate2(), within(tolerance));
    }
}
