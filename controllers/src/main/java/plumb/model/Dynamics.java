package plumb.model;

/**
 * A plant: accelerations from state and force. The full equations ({@link PendulumDynamics}) and their exact
 * linearisation about upright ({@link LinearModel}) implement it. Stateless after construction; does not allocate.
 */
public interface Dynamics {
    /**
     * Computes the accelerations.
     *
     * @param state not modified
     * @param force on the cart along +x, N
     * @param result modified: receives the three accelerations
     */
    void accelerate(StateView state, double force, Acceleration result);
}
