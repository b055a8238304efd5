package plumb.control;

import java.util.List;
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

    /**
     * Bumpless start: forgets all internal states, then chooses them such that {@link #force} at this state begins with a
     * given force. From there the difference to the law's own force decays within hundredths of a second
     * ({@link BumplessTransfer}).
     *
     * @param state from which the law starts, not modified; one that is not finite makes this a {@link #reset}
     * @param force the force that acts already, N; taken as the nearest that the law may command
     */
    void preset(StateView state, double force);

    /**
     * What the law remembers from cycle to cycle, for recordings: the same list, in the same order, for the whole life of
     * the law. None for a law without memory. Housekeeping thread.
     */
    default List<InternalState> internalStates() {
        return List.of();
    }

    /**
     * Copies the values of {@link #internalStates}, as they are after the last {@link #force}. Control thread.
     *
     * @param values modified, from {@code from} on: one per internal state, in their order
     * @param from index of the first
     */
    default void copyInternalStates(double[] values, int from) {}
}
