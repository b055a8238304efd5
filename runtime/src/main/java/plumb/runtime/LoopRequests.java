package plumb.runtime;

/** Bits of {@link Cycle#requests}: what was asked of the loop from outside. Zero means: nothing. Any thread. */
public final class LoopRequests {
    /** Stop: the safe command in this cycle, which is the last. */
    public static final int STOP = 1;

    private LoopRequests() {}
}
