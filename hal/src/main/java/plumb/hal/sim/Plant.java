package plumb.hal.sim;

import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;
import plumb.model.State;
import plumb.model.StateView;

/** The true pendulum on its rail: state, equations of motion, end stops. SI units. Control thread; does not allocate. */
final class Plant {
    private final State state = new State();
    private final RungeKutta4 integrator;
    private final Rail rail;
    private boolean touched;

    /** A plant with end stops at plus and minus {@code railHalfLength}, m. */
    Plant(RigParameters parameters, double railHalfLength) {
        PendulumDynamics dynamics = new PendulumDynamics(parameters);
        this.integrator = new RungeKutta4(dynamics);
        this.rail = new Rail(dynamics, railHalfLength);
    }

    /** Puts the pendulum into a hand: the pose of {@code initial}, at rest. */
    void hold(StateView initial) {
        state.set(initial.position(), initial.angle1(), initial.angle2(), 0, 0, 0);
        touched = false;
    }

    /** Lets the pendulum go with the rates of {@code initial}. */
    void release(StateView initial) {
        state.set(initial);
    }

    /** One Runge-Kutta step of {@code seconds} with the force (N) at its start, middle and end. */
    void step(double startForce, double middleForce, double endForce, double seconds) {
        integrator.advance(state, startForce, middleForce, endForce, seconds);
        if (rail.constrain(state)) {
            touched = true;
        }
    }

    /** Whether the cart touches an end stop or has touched one since the last call. */
    boolean takeTouch() {
        boolean result = touched || rail.touches(state);
        touched = false;
        return result;
    }

    /** The true state. */
    StateView state() {
        return state;
    }
}
