package plumb.estimate;

/**
 * Where in time a predicting filter stands, whatever the timestamps of its samples do. Control thread only; does not
 * allocate. Times in ns of the readings.
 *
 * <p>The prediction goes to each new sample's instant. A sample that is not newer than the last one says nothing new: the
 * prediction goes on by a period. If the next new one turns out to be earlier than that, the prediction stays where it is
 * and the sample is {@link #offsetSeconds} older.
 */
final class PredictionClock {
    /** What a sample is to the filter. */
    enum Sample {
        /** The first one: the filter's state is of its instant. */
        FIRST,
        /** The first one after a step of the timestamps that nothing can be predicted through. */
        AFTER_GAP,
        /** A new one. */
        FRESH,
        /** One that says nothing new. */
        STALE
    }

    /** Longest gap that is predicted through, in periods; any loop has stopped by then. */
    static final int LONGEST_GAP = 100;

    private final long periodNanos;
    private boolean started;
    private long fromNanos;
    private long nanos;
    private long lastSampleNanos;

    PredictionClock(long periodNanos) {
        this.periodNanos = periodNanos;
    }

    /** The next sample is the first. */
    void reset() {
        started = false;
    }

    /** Takes in a sample's time and moves on. */
    Sample move(long sampleNanos) {
        fromNanos = nanos;
        long elapsed = sampleNanos - nanos;
        boolean gap = elapsed > LONGEST_GAP * periodNanos || elapsed < -LONGEST_GAP * periodNanos;
        if (!started || gap) {
            Sample sample = started ? Sample.AFTER_GAP : Sample.FIRST;
            started = true;
            fromNanos = sampleNanos;
            nanos = sampleNanos;
            lastSampleNanos = sampleNanos;
            return sample;
        }
        if (sampleNanos - lastSampleNanos <= 0) {
            nanos += periodNanos;
            return Sample.STALE;
        }
        nanos += Math.max(0, elapsed);
        lastSampleNanos = sampleNanos;
        return Sample.FRESH;
    }

    /** The instant that the filter's state was of before the last move. */
    long fromNanos() {
        return fromNanos;
    }

    /** The instant that it is of now. */
    long nanos() {
        return nanos;
    }

    /**
     * How far the instant at which a reading was taken in lies ahead of the filter's, ns: the age of the sample, less what was
     * predicted beyond it. A command leaves then.
     */
    long leadNanos(SensorReading reading) {
        return Math.max(0, reading.timeNanos() + reading.ageNanos() - nanos);
    }

    /** How far the last new sample lies from now, s: 0, or negative where the prediction is ahead of it. */
    double offsetSeconds() {
        return (lastSampleNanos - nanos) * 1e-9;
    }
}
