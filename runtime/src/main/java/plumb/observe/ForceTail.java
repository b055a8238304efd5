package plumb.observe;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Chatter of the force since the pendulum settled: root mean square of the high-passed force, and total variation per second.
 * The filter runs from engagement on, so that it is in swing when the tail begins. One thread; does not allocate.
 */
final class ForceTail {
    private static final double CORNER_HZ = 10;

    /** Below this rate there is no band above the corner to speak of. */
    private static final double LOWEST_RATE_HZ = 25;

    private static final double SHORTEST_SECONDS = 1;

    private final double periodSeconds;
    private final @Nullable HighPass highPass;
    private long samples;
    private double sumOfSquares;
    private double variation;
    private double previousForce;

    ForceTail(long periodNanos) {
        this.periodSeconds = periodNanos * 1e-9;
        double rateHz = 1e9 / periodNanos;
        this.highPass = rateHz > LOWEST_RATE_HZ ? new HighPass(CORNER_HZ, rateHz) : null;
    }

    /**
     * One period with this force, N.
     *
     * @param settled whether the tail goes on; otherwise it starts anew with the next period
     */
    void step(double force, boolean settled) {
        if (highPass == null) {
            return;
        }
        double chatter = highPass.step(force);
        if (!settled) {
            samples = 0;
            sumOfSquares = 0;
            variation = 0;
        } else {
            sumOfSquares += chatter * chatter;
            // The step into the tail belongs to what was before.
            variation += samples > 0 ? StrictMath.abs(force - previousForce) : 0;
            samples++;
        }
        previousForce = force;
    }

    /** Root mean square of the high-passed force, N; empty when the tail is too short. */
    OptionalDouble rms() {
        return longEnough() ? OptionalDouble.of(StrictMath.sqrt(sumOfSquares / samples)) : OptionalDouble.empty();
    }

    /** Sum of |change of force| per second, N/s; empty when the tail is too short. */
    OptionalDouble variationPerSecond() {
        return longEnough() ? OptionalDouble.of(variation / seconds()) : OptionalDouble.empty();
    }

    private boolean longEnough() {
        return samples > 1 && seconds() >= SHORTEST_SECONDS;
    }

    private double seconds() {
        return (samples - 1) * periodSeconds;
    }
}
