package plumb.hal.serial;

/**
 * One thing that a line does wrong for a while, in both directions. Immutable; any thread.
 *
 * @param kind what
 * @param rate how often: of all bits for {@link Kind#BIT_ERRORS}, of all frames otherwise; 0..1
 * @param fromNanos since the faults began, ns
 * @param toNanos the same, exclusive
 */
public record LineFault(Kind kind, double rate, long fromNanos, long toNanos) {
    /** What a line can do to a frame. */
    public enum Kind {
        /** Bits are flipped. */
        BIT_ERRORS,
        /** Frames do not arrive. */
        LOSS,
        /** Frames arrive twice. */
        DUPLICATES,
        /** Frames arrive after the one that was sent after them. */
        REORDERING
    }

    /** Checks the rate; throws {@link IllegalArgumentException} with what was found. */
    public LineFault {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(kind + " with a rate of " + rate + ": must be from 0 to 1");
        }
    }

    boolean holds(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }
}
