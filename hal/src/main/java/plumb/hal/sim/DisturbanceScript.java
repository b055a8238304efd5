package plumb.hal.sim;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The scripted forces on the cart as one force that is constant between known instants. Built on the housekeeping
 * thread, then control thread, where it does not allocate.
 */
final class DisturbanceScript {
    private final long[] changes;
    private final double[] forces;
    private long release;
    private boolean released;
    private int next;
    private double force;

    /** Works out where the sum of the disturbances changes. */
    DisturbanceScript(List<Disturbance> disturbances) {
        changes = disturbances.stream()
                .flatMapToLong(d -> LongStream.of(d.startNanos(), d.endNanos()))
                .filter(instant -> instant != Long.MAX_VALUE)
                .sorted()
                .distinct()
                .toArray();
        forces = new double[changes.length];
        for (int i = 0; i < changes.length; i++) {
            long instant = changes[i];
            // Summed afresh for each piece, so that nothing is left over when all of them have ended.
            forces[i] = disturbances.stream()
                    .filter(d -> d.startNanos() <= instant && instant < d.endNanos())
                    .mapToDouble(Disturbance::forceNewtons)
                    .sum();
        }
    }

    /** Rewinds to before the release: no force. */
    void rewind() {
        released = false;
        next = 0;
        force = 0;
    }

    /** Starts the script at the instant of release, ns of the rig's clock. */
    void release(long now) {
        release = now;
        released = true;
    }

    /** Next instant at which the force changes, ns of the rig's clock; {@link Long#MAX_VALUE} when it does not. */
    long nextChange() {
        if (!released || next == changes.length) {
            return Long.MAX_VALUE;
        }
        long instant = release + changes[next];
        // Past the end of the clock means never.
        return instant < release ? Long.MAX_VALUE : instant;
    }

    /** Takes the force that holds from {@code now} on. */
    void applyDue(long now) {
        while (nextChange() <= now) {
            force = forces[next++];
        }
    }

    /** Force on the cart along +x, N. */
    double force() {
        return force;
    }
}
