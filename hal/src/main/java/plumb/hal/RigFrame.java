package plumb.hal;

/**
 * One raw sample of a rig: counts, the rig's time, status bits and a sequence number. Mutable and preallocated; written
 * by {@link Rig#read}, read by the calibration, both on the control thread.
 */
public final class RigFrame {
    /** Stands for "no command since the rig was opened". */
    public static final long NO_COMMAND = -1;

    private long sequence;
    private long timeNanos;
    private long ageNanos;
    private int status;
    private long acknowledged = NO_COMMAND;
    private long positionCount;
    private long angle1Count;
    private long angle2Count;
    private long velocityCount;
    private long rate1Count;
    private long rate2Count;

    /** All zero, no command acknowledged. */
    public RigFrame() {}

    /**
     * Sets the header.
     *
     * @param sequence grows by one with every sample of the rig; an unchanged one means a stale sample
     * @param timeNanos instant of sampling on the loop's clock ({@code CLOCK_MONOTONIC}), ns
     * @param status bits of {@link RigStatus}
     */
    public void setHeader(long sequence, long timeNanos, int status) {
        this.sequence = sequence;
        this.timeNanos = timeNanos;
        this.status = status;
    }

    /** Sets how old the sample was when it was read, ns: 0 where a read samples. */
    public void setAge(long ageNanos) {
        this.ageNanos = ageNanos;
    }

    /** Sets the number of the newest command that the rig had received when it sampled, or {@link #NO_COMMAND}. */
    public void setAcknowledged(long command) {
        this.acknowledged = command;
    }

    /** Sets the encoder counts of cart, link 1 and link 2. */
    public void setPositionCounts(long position, long angle1, long angle2) {
        this.positionCount = position;
        this.angle1Count = angle1;
        this.angle2Count = angle2;
    }

    /** Sets the rate counts of a rig that senses rates ({@link RigDescription#sensesRates()}). */
    public void setRateCounts(long velocity, long rate1, long rate2) {
        this.velocityCount = velocity;
        this.rate1Count = rate1;
        this.rate2Count = rate2;
    }

    /** Sequence number of the sample. */
    public long sequence() {
        return sequence;
    }

    /** Instant of sampling, ns of the loop's clock. */
    public long timeNanos() {
        return timeNanos;
    }

    /** How old the sample was when it was read, ns: a command computed from it is that much later than the sample. */
    public long ageNanos() {
        return ageNanos;
    }

    /** Bits of {@link RigStatus}. */
    public int status() {
        return status;
    }

    /**
     * Number of the newest command that the rig had received when it sampled: what shows the round trip of the link;
     * {@link #NO_COMMAND} before the first.
     */
    public long acknowledged() {
        return acknowledged;
    }

    /** Cart encoder, counts. */
    public long positionCount() {
        return positionCount;
    }

    /** Encoder of link 1, counts. */
    public long angle1Count() {
        return angle1Count;
    }

    /** Encoder of link 2, counts. */
    public long angle2Count() {
        return angle2Count;
    }

    /** Cart velocity, counts; meaningless where the rig senses no rates. */
    public long velocityCount() {
        return velocityCount;
    }

    /** Rate of link 1, counts; meaningless where the rig senses no rates. */
    public long rate1Count() {
        return rate1Count;
    }

    /** Rate of link 2, counts; meaningless where the rig senses no rates. */
    public long rate2Count() {
        return rate2Count;
    }
}
