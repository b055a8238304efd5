package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConservationTest {
    private static final RigParameters RIG = RigParameters.standard();

    @Test
    void conservesEnergyWithoutFriction() {
        assertThat(energyDrift(1e-3)).isLessThan(2e-8);
    }

    @Test
    void energyDriftFallsWithTheFourthPowerOfTheStepOrFaster() {
        double order = Math.log(energyDrift(4e-3) / energyDrift(2e-3)) / Math.log(2);
        assertThat(order).isBetween(3.7, 5.6);
    }

    @Test
    void trajectoryErrorFallsWithTheFourthPowerOfTheStep() {
        State exact = fall(1e-4, 0.5);
        double coarse = distance(fall(4e-3, 0.5), exact);
        double fine = distance(fall(2e-3, 0.5), exact);
        assertThat(Math.log(coarse / fine) / Math.log(2)).isCloseTo(4, within(0.2));
    }

    @Test
    void conservesHorizontalMomentumWithoutFrictionAndForce() {
        Energy energy = new Energy(RIG.withoutFriction());
        RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(RIG.withoutFriction()));
        State state = new State(0, 0.05, -0.03, 0.2, 0.5, -0.5);
        double momentum = energy.momentum(state);
        for (int i = 0; i < 3000; i++) {
            integrator.advance(state, 0, 0, 0, 1e-3);
        }
        assertThat(momentum).isNotZero();
        assertThat(energy.momentum(state)).isCloseTo(momentum, within(1e-9));
    }

    @Test
    void frictionTakesWhatItDissipates() {
        assertDissipationBalance(RIG, 1e-7);
    }

    @Test
    void coulombFrictionTakesWhatItDissipates() {
        assertDissipationBalance(new RigParameters(1.5, 0.2, 1, RIG.link1(), RIG.link2(), 9.81), 1e-6);
    }

    @Test
    void workOfTheForceBecomesEnergy() {
        Energy energy = new Energy(RIG.withoutFriction());
        RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(RIG.withoutFriction()));
        State state = new State(0, 3, 3, 0, 0, 0);
        double before = energy.total(state);
        for (int i = 0; i < 1000; i++) {
            integrator.advance(state, 2, 2, 2, 1e-3);
        }
        assertThat(energy.total(state) - before).isCloseTo(2 * state.position(), within(1e-9));
    }

    private static void assertDissipationBalance(RigParameters rig, double tolerance) {
        Energy energy = new Energy(rig);
        RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(rig));
        State state = new State(0, 0.05, -0.03, 0.3, 0, 0);
        double start = energy.total(state);
        double heat = 0;
        double step = 1e-4;
        for (int i = 0; i < 50_000; i++) {
            double before = energy.dissipation(state);
            State middle = new State();
            middle.set(state);
            integrator.advance(middle, 0, 0, 0, step / 2);
            integrator.advance(state, 0, 0, 0, step);
            heat += step / 6 * (before + 4 * energy.dissipation(middle) + energy.dissipation(state));
        }
        assertThat(heat).isGreaterThan(0.1);
        assertThat(start - energy.total(state)).isCloseTo(heat, within(tolerance));
    }

    private static double energyDrift(double step) {
        Energy energy = new Energy(RIG.withoutFriction());
        RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(RIG.withoutFriction()));
        State state = new State(0, 0.05, -0.03, 0, 0, 0);
        double start = energy.total(state);
        double greatest = 0;
        for (int i = 0; i < Math.round(10 / step); i++) {
            integrator.advance(state, 0, 0, 0, step);
            greatest = Math.max(greatest, Math.abs(energy.total(state) - start));
        }
        return greatest;
    }

    private static State fall(double step, double duration) {
        RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(RIG));
        State state = new State(0, 0.3, -0.2, 0, 0, 0);
        for (int i = 0; i < Math.round(duration / step); i++) {
            integrator.advance(state, 1, 1, 1, step);
        }
        return state;
    }

    private static double distance(State one, State other) {
        return Math.abs(one.angle1() - other.angle1()) + Math.abs(one.angle2() - other.angle2());
    }
}
