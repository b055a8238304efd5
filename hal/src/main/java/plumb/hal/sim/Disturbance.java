package plumb.hal.sim;

/**
 * A force on the cart that is on during an interval, timed from the release of the pendulum. Immutable; any thread.
 *
 * @param forceNewtons along +x, N
 * @param startNanos from the release, ns
 * @param durationNanos ns; {@link Long#MAX_VALUE} for a step
 */
public record Disturbance(double forceNewtons, long startNanos, long durationNanos) {
    /** Checks force and interval; throws {@link IllegalArgumentException} naming what is wrong. */
    public Disturbance {
        if (!Double.isFinite(forceNewtons)) {
            throw new IllegalArgumentException("disturbance force is " + forceNewtons + " N, must be finite");
        }
        if (startNanos < 0) {
            throw new IllegalArgumentException("disturbance starts at " + startNanos + " ns, must be at least 0 ns");
        }
        if (durationNanos <= 0) {
            throw new IllegalArgumentException("disturbance lasts " + durationNanos + " ns, must be above 0 ns");
        }
    }

    /** A force that stays on. */
    public static Disturbance step(double forceNewtons, long startNanos) {
        return new Disturbance(forceNewtons, startNanos, Long.MAX_VALUE);
    }

    /** A force that is on for a while. */
    public static Disturbance pulse(double forceNewtons, long durationNanos, long startNanos) {
        return new Disturbance(forceNewtons, startNanos, durationNanos);
    }

    /** First instant at which the force is off again, from the release, ns; {@link Long#MAX_VALUE} for never. */
    public long endNanos() {
        return durationNanos > Long.MAX_VALUE - startNanos ? Long.MAX_VALUE : startNanos + durationNanos;
    }
}
