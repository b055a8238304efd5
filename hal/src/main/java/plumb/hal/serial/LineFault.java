package plumb.hal.serial;

/**
 * One thing that a line does wrong for a while, in both directions. Immutable; any thread.
 *
 * @param kind what
 * @param rate how often: of all bits for {@link Kind#BIT_ERRORS}, of all frames otherwise; 0..1
 * @param lateNanos how much later frames come, or may come; 0..{@value #LATEST_NANOS}, ns
 * @param fromNanos since the faults began, ns
 * @param toNanos the same, exclusive
 */
public record LineFault(Kind kind, double rate, long lateNanos, long fromNanos, long toNanos) {
    /** What is on its way has to be kept. */
    public static final long LATEST_NANOS = 200_000_000;

    /** What a line can do to a frame. */
    public enum Kind {
        /** Bits are flipped. */
        BIT_ERRORS,
        /** Frames do not arrive. */
        LOSS,
        /** Frames arrive twice. */
        DUPLICATES,
        /** Frames arrive after the one that was sent after them. */
        REORDERING,
        /** Frames arrive later by a time. */
        DELAY,
        /** Frames arrive later by a time at random up to one, in the order in which they were sent. */
        JITTER
    }

    /** Checks rate and time; throws {@link IllegalArgumentException} with what was found. */
    public LineFault {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(kind + " with a rate of " + rate + ": must be from 0 to 1");
        }
        if (lateNanos < 0 || lateNanos > LATEST_NANOS) {
            throw new IllegalArgumentException(
                    kind + " of " + lateNanos + " ns: must be from 0 to " + LATEST_NANOS + " ns");
        }
    }

    /** A fault that happens to some frames or bits. */
    public LineFault(Kind kind, double rate, long fromNanos, long toNanos) {
        this(kind, rate, 0, fromNanos, toNanos);
    }

    /**
     * All frames come later.
     *
     * @param kind {@link Kind#DELAY} or {@link Kind#JITTER}
     */
    public static LineFault late(Kind kind, long nanos, long fromNanos, long toNanos) {
        return new LineFault(kind, 1, nanos, fromNanos, toNanos);
    }

    boolean delays() {
        return kind == Kind.DELAY || kind == Kind.JITTER;
    }

    boolean holds(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }
}
