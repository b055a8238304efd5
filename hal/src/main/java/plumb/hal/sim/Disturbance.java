package plumb.hal.sim;

/**
 * A force on the cart that is on during an interval, timed from the release of the pendulum. Immutable; any thread.
 *
 * @param forceNewtons along +x, N
 * @param startNanos from the release, ns
 * @param durationNanos ns; {@link Long#MAX_VALUE} for a step
 */
public record Disturbance(double forceNewtons, long startNanos, long durationNanos) {
    /** A force that stays on. */
    public static Disturbance step(double forceNewtons, long startNanos) {
        return new Disturbance(forceNewtons, startNanos, Long.MAX_VALUE);
    }

    /** A force that is on for a while. */
    public static Disturbance pulse(double forceNewtons, long durationNanos, long startNanos) {
        return new Disturbance(forceNewtons, startNanos, durationNanos);
    }
}
