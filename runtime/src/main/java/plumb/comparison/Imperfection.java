package plumb.comparison;

/**
 * What a rig does worse than the simulated one can be configured to. Immutable; any thread.
 *
 * @param forceGain force that the motor gives, as a multiple of what was commanded
 * @param angleNoise greatest error of each measured angle, uniform, in every sample, rad; the cart's encoder turns by as much
 */
record Imperfection(double forceGain, double angleNoise) {
    /** None. */
    static final Imperfection NONE = new Imperfection(1, 0);
}
