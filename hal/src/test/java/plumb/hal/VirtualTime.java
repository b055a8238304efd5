package plumb.hal;

import org.agrona.concurrent.NanoClock;

/** Time that passes when the test says so. Single thread. */
public final class VirtualTime implements NanoClock {
    private long now;

    /** Starts at the given instant, ns. */
    public VirtualTime(long startNanos) {
        this.now = startNanos;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /** Lets time pass, ns. */
    public void pass(long nanos) {
        now += nanos;
    }
}
