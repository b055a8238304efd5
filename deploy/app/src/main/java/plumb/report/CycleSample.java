package plumb.report;

/** What the report shows of one cycle. Immutable; any thread. */
final class CycleSample {
    private static final String ENGAGED = "ENGAGED";
    private static final String NO_TRIP = "NONE";

    private final long wakeNanos;
    private final String phase;
    private final String trip;
    private final long missed;
    private final boolean swinging;
    private final double[] values;

    /**
     * A cycle.
     *
     * @param wakeNanos when it began, ns of the loop's clock
     * @param phase name of the lifecycle state
     * @param trip name of the trip reason; {@code NONE} while all is well
     * @param missed whole periods missed right before it
     * @param swinging whether a swing-up is under way
     * @param values of the {@link Channel}s, in their order
     */
    CycleSample(long wakeNanos, String phase, String trip, long missed, boolean swinging, double... values) {
        this.wakeNanos = wakeNanos;
        this.phase = phase;
        this.trip = trip;
        this.missed = missed;
        this.swinging = swinging;
        this.values = values.clone();
    }

    long wakeNanos() {
        return wakeNanos;
    }

    String phase() {
        return phase;
    }

    String trip() {
        return trip;
    }

    long missed() {
        return missed;
    }

    boolean swinging() {
        return swinging;
    }

    double value(Channel channel) {
        return values[channel.index()];
    }

    boolean engaged() {
        return phase.equals(ENGAGED);
    }

    boolean tripped() {
        return !trip.equals(NO_TRIP);
    }
}
