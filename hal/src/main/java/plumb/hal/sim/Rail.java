package plumb.hal.sim;

import plumb.model.Acceleration;
import plumb.model.PendulumDynamics;
import plumb.model.State;
import plumb.model.StateView;

/**
 * The rail with an end stop at each end. Control thread; does not allocate.
 *
 * <p>At a stop the position is clamped, and an impulse P on the cart turns its velocity into {@code -e} times what it
 * was. The links hang on the cart, so the same impulse changes their rates: {@code delta qd = M^-1 (P, 0, 0)}, hence
 * {@code P = -(1 + e) v / (M^-1)_11} (Newton's impact law, as in Stronge, Impact Mechanics, ch. 8). Kinetic energy never
 * grows: it falls by {@code (1 - e^2) v^2 / (2 (M^-1)_11)}. A slow contact does not bounce, so that a cart that is pushed
 * against a stop comes to rest there.
 */
final class Rail {
    /** Rubber bumpers: a fifth of the speed comes back. */
    static final double RESTITUTION = 0.2;

    /** Below this approach speed nothing comes back, m/s. */
    static final double SLOWEST_BOUNCE = 0.02;

    private final PendulumDynamics dynamics;
    private final double halfLength;
    private final Acceleration response = new Acceleration();

    /** A rail from {@code -halfLength} to {@code +halfLength}, m. */
    Rail(PendulumDynamics dynamics, double halfLength) {
        this.dynamics = dynamics;
        this.halfLength = halfLength;
    }

    /**
     * Lets a stop act on the cart.
     *
     * @param state modified when the cart is at a stop
     * @return whether the cart touches a stop
     */
    boolean constrain(State state) {
        if (!touches(state)) {
            return false;
        }
        double stop = StrictMath.copySign(halfLength, state.position());
        double velocity = state.velocity();
        if (velocity * stop <= 0) {
            state.set(stop, state.angle1(), state.angle2(), velocity, state.rate1(), state.rate2());
            return true;
        }
        dynamics.accelerationPerForce(state, response);
        double restitution = StrictMath.abs(velocity) < SLOWEST_BOUNCE ? 0 : RESTITUTION;
        double impulse = -(1 + restitution) * velocity / response.cart();
        state.set(
                stop,
                state.angle1(),
                state.angle2(),
                -restitution * velocity,
                state.rate1() + impulse * response.link1(),
                state.rate2() + impulse * response.link2());
        return true;
    }

    /** Whether the cart is at a stop. */
    boolean touches(StateView state) {
        return StrictMath.abs(state.position()) >= halfLength;
    }
}
