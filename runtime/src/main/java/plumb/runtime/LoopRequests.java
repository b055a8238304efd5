package plumb.runtime;

/** Bits of {@link Cycle#requests}: what was asked of the loop from outside. Zero means: nothing. Any thread. */
public final class LoopRequests {
    /** Stop: the safe command in this cycle, which is the last. */
    public static final int STOP = 1;

    /** The law that follows the running one takes over; without effect where none does, or while the law does not balance. */
    public static final int NEXT_LAW = 1 << 1;

    /** Disarm: the safe command in this cycle, which is the last; the rig stays ready. Without effect where nothing is armed. */
    public static final int DISARM = 1 << 2;

    private LoopRequests() {}
}
