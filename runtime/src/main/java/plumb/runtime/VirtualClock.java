package plumb.runtime;

/**
 * Time that passes only when someone waits: the loop runs as fast as the machine goes and sees a perfect clock. Single
 * thread.
 */
public final class VirtualClock implements LoopClock {
    private long now;

    /** Starts at the given time, ns. */
    public VirtualClock(long startNanos) {
        this.now = startNanos;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long awaitUntil(long deadlineNanos) {
        if (deadlineNanos > now) {
            now = deadlineNanos;
        }
        return now;
    }

    /** Lets time pass: what a stall or a long computation does, ns. */
    public void advance(long nanos) {
        now += nanos;
    }
}
