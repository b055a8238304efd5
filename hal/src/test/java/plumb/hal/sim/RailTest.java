package plumb.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static plumb.hal.sim.SimulatedBench.MS;
import static plumb.hal.sim.SimulatedBench.lab;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.hal.RigException;
import plumb.hal.RigStatus;
import plumb.model.Acceleration;
import plumb.model.Energy;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.State;

/** The end stops: the impact itself, and the rig at them. */
final class RailTest {
    private static final RigParameters PLANT = RigParameters.standard();

    private final PendulumDynamics dynamics = new PendulumDynamics(PLANT);
    private final Energy energy = new Energy(PLANT);
    private final Rail rail = new Rail(dynamics, 0.5);

    @Test
    void doesNothingBetweenTheStops() {
        State state = new State(0.4999, 0.3, -0.2, 2, 1, -1);
        assertThat(rail.constrain(state)).isFalse();
        assertThat(state).usingRecursiveComparison().isEqualTo(new State(0.4999, 0.3, -0.2, 2, 1, -1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, -1.5, 0.03, -0.01})
    void anImpactReversesTheCartAndLosesTheEnergyOfNewtonsLaw(double velocity) {
        State state = new State(StrictMath.signum(velocity) * 0.501, 0.7, -0.4, velocity, 1.2, -2.1);
        double before = energy.kinetic(state);
        Acceleration perForce = new Acceleration();
        dynamics.accelerationPerForce(state, perForce);

        assertThat(rail.constrain(state)).isTrue();
        double restitution = StrictMath.abs(velocity) < Rail.SLOWEST_BOUNCE ? 0 : Rail.RESTITUTION;
        double lost = (1 - restitution * restitution) * velocity * velocity / (2 * perForce.cart());
        assertThat(state.position()).isEqualTo(StrictMath.signum(velocity) * 0.5);
        assertThat(state.velocity()).isCloseTo(-restitution * velocity, within(1e-15));
        assertThat(energy.kinetic(state)).isCloseTo(before - lost, within(1e-13));
    }

    /** An impulse at the cart exerts no torque about the joints: the generalised momenta of both links stay. */
    @Test
    void anImpactLeavesTheAngularMomentaOfTheLinksAlone() {
        State before = new State(0.501, 0.7, -0.4, 1.5, 1.2, -2.1);
        State after = new State();
        after.set(before);
        rail.constrain(after);
        // Kinetic energy is bilinear: T(a) with one rate varied gives that rate's momentum, d T / d w.
        assertThat(momentumOfLink1(after)).isCloseTo(momentumOfLink1(before), within(1e-8));
        assertThat(momentumOfLink2(after)).isCloseTo(momentumOfLink2(before), within(1e-8));
        assertThat(energy.momentum(after)).as("but that of the cart").isLessThan(energy.momentum(before) - 1);
    }

    private double momentumOfLink1(State s) {
        double h = 0.5;
        State up = new State(s.position(), s.angle1(), s.angle2(), s.velocity(), s.rate1() + h, s.rate2());
        State down = new State(s.position(), s.angle1(), s.angle2(), s.velocity(), s.rate1() - h, s.rate2());
        return (energy.kinetic(up) - energy.kinetic(down)) / (2 * h);
    }

    private double momentumOfLink2(State s) {
        double h = 0.5;
        State up = new State(s.position(), s.angle1(), s.angle2(), s.velocity(), s.rate1(), s.rate2() + h);
        State down = new State(s.position(), s.angle1(), s.angle2(), s.velocity(), s.rate1(), s.rate2() - h);
        return (energy.kinetic(up) - energy.kinetic(down)) / (2 * h);
    }

    @Test
    void aCartThatLeavesTheStopIsNotHeldBack() {
        State state = new State(-0.502, 0.1, 0.1, 0.8, 0, 0);
        assertThat(rail.constrain(state)).isTrue();
        assertThat(state).usingRecursiveComparison().isEqualTo(new State(-0.5, 0.1, 0.1, 0.8, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {30, -30})
    void theRigReportsTheStopAndTheCartStaysOnTheRail(double force) throws RigException {
        SimulatedBench bench = SimulatedBench.open(lab());
        boolean reported = false;
        for (int i = 0; i < 1000; i++) {
            bench.force(force);
            bench.readAfter(MS);
            boolean atStop = StrictMath.abs(bench.rig.truth().position()) >= 0.5;
            assertThat(StrictMath.abs(bench.rig.truth().position())).isLessThanOrEqualTo(0.5);
            assertThat((bench.frame.status() & RigStatus.END_STOP) != 0).isEqualTo(atStop);
            reported |= atStop;
        }
        assertThat(reported).isTrue();
        assertThat(StrictMath.abs(bench.energy())).as("still of this world").isLessThan(20);
    }

    @Test
    void aCartPushedAgainstAStopComesToRestThereUntilItIsPushedAway() throws RigException {
        SimulatedBench bench = SimulatedBench.open(lab());
        for (int i = 0; i < 3000; i++) {
            bench.force(30);
            bench.readAfter(MS);
        }
        assertThat(bench.rig.truth().position()).isEqualTo(0.5);
        assertThat(bench.rig.truth().velocity()).isZero();
        assertThat(bench.frame.status()).isEqualTo(RigStatus.END_STOP);
        bench.read();
        assertThat(bench.frame.status()).as("still touching").isEqualTo(RigStatus.END_STOP);
        for (int i = 0; i < 100; i++) {
            bench.force(-30);
            bench.readAfter(MS);
        }
        assertThat(bench.rig.truth().position()).isLessThan(0.49);
        assertThat(bench.frame.status()).isZero();
    }

    @Test
    void aTouchBetweenTwoReadsIsReportedOnce() throws RigException {
        SimulatedBench bench = SimulatedBench.open(lab());
        bench.force(0);
        for (int i = 0; i < 170; i++) {
            bench.force(30);
            bench.readAfter(MS);
        }
        assertThat(bench.frame.status()).isZero();
        assertThat(bench.rig.truth().velocity()).isGreaterThan(1);
        bench.readAfter(500 * MS);
        assertThat(bench.rig.truth().position()).isLessThan(0.5);
        assertThat(bench.frame.status()).isEqualTo(RigStatus.END_STOP | RigStatus.WATCHDOG);
        bench.read();
        assertThat(bench.frame.status()).isEqualTo(RigStatus.WATCHDOG);
    }
}
