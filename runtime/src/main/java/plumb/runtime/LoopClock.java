package plumb.runtime;

import org.agrona.concurrent.NanoClock;

/**
 * The loop's time: {@code CLOCK_MONOTONIC} nanoseconds, real or virtual. {@link #nanoTime} on any thread,
 * {@link #awaitUntil} on the control thread. Does not allocate.
 */
public interface LoopClock extends NanoClock {
    /**
     * Waits until the absolute deadline; returns at once when it has passed.
     *
     * @param deadlineNanos ns of this clock
     * @return the time of return, ns: never before the deadline
     */
    long awaitUntil(long deadlineNanos);
}
