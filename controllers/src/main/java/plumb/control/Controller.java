package plumb.control;

import plumb.model.StateView;

/**
 * A control law: one force per cycle from the state of that cycle. Control thread only (the housekeeping thread creates
 * it before the loop starts). Implementations are final, deterministic and free of allocation, locks, I/O and
 * exceptions after construction.
 */
public interface Controller {
    /**
     * Computes the force of this cycle and advances the law's internal states by one period.
     *
     * @param state of this cycle, not modified; any double is allowed, also NaN and infinities
     * @return force on the cart, N: always finite and within the limit the law was created with
     */
    double force(StateView state);

    /** Sliding surface value at the last {@link #force} call; {@code NaN} for a law without one. */
    double surface();

    /** Forgets all internal states, as after construction. */
    void reset();
}
