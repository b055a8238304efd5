package plumb.hal.fault;

/**
 * One thing that an encoder does wrong for a while. Immutable; any thread.
 *
 * @param kind what
 * @param encoder whose
 * @param counts by which it is off, for {@link Kind#JUMP}; 0 otherwise
 * @param fromNanos since the faults began, ns
 * @param toNanos the same, exclusive
 */
public record SensorFault(Kind kind, Encoder encoder, long counts, long fromNanos, long toNanos) {
    /** What an encoder can do. */
    public enum Kind {
        /** It stands still, as with a broken line: what is not counted meanwhile is missing for good. */
        STUCK,
        /** It is not heard of: the last count is held, and the true one comes back. */
        DROPOUT,
        /** It is off by a number of counts. */
        JUMP
    }

    /** The rig's encoders. */
    public enum Encoder {
        /** The cart's. */
        CART,
        /** The first link's. */
        LINK1,
        /** The second link's. */
        LINK2
    }

    /** The same with only a jump being of some size; throws {@link IllegalArgumentException} with what was found. */
    public SensorFault {
        if ((kind == Kind.JUMP) != (counts != 0)) {
            throw new IllegalArgumentException(
                    kind + " by " + counts + " counts: a jump has some, nothing else has any");
        }
    }

    boolean holds(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }
}
