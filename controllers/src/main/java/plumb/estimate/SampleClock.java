package plumb.estimate;

/**
 * Says how much true time passed between one sample and the next, whatever the timestamps do. Control thread only; does not
 * allocate.
 */
final class SampleClock {
    /** A step of the timestamps greater than this, either way, is no motion to be followed but a new beginning, ns. */
    static final long LONGEST_GAP_NANOS = 1_000_000_000;

    private boolean started;
    private long lastNanos;

    /** The next sample is the first. */
    void reset() {
        started = false;
    }

    /**
     * Seconds from the last sample to this one, which becomes the last. 0 for a sample that is not newer than the last: it
     * says nothing new, and the last remains. {@code NaN} for a first sample, also after a gap or a step of the
     * timestamps of more than {@link #LONGEST_GAP_NANOS}.
     */
    double elapsedUntil(long timeNanos) {
        long elapsed = timeNanos - lastNanos;
        // The second comparison sees a difference that wrapped around.
        boolean begins = !started || elapsed > LONGEST_GAP_NANOS || elapsed < -LONGEST_GAP_NANOS;
        if (begins || elapsed > 0) {
            started = true;
            lastNanos = timeNanos;
        }
        return begins ? Double.NaN : Math.max(0, elapsed) * 1e-9;
    }
}
