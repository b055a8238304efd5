package plumb.latency;

import plumb.runtime.LoopClock;

/**
 * A loop that does nothing but wake up at absolute deadlines, and skips whole periods it is too late for as the control loop
 * does. {@link #run} on the control thread, without allocation; {@link #requestStop} on any; the rest when it has ended.
 */
final class WakeupLoop {
    private final LoopClock clock;
    private final long periodNanos;
    private volatile boolean stopped;
    private long missed;

    WakeupLoop(LoopClock clock, long periodNanos) {
        this.clock = clock;
        this.periodNanos = periodNanos;
    }

    /** Wakes up so many times, or until it is asked to stop, and records how late each time. */
    void run(long cycles, WakeupRecord record) {
        long deadline = clock.nanoTime() + periodNanos;
        for (long cycle = 0; cycle < cycles && !stopped; cycle++) {
            deadline = wake(deadline, record);
        }
    }

    /** One wake-up; returns the next deadline. */
    private long wake(long deadline, WakeupRecord record) {
        long late = clock.awaitUntil(deadline) - deadline;
        record.record(late);
        long skipped = late / periodNanos;
        missed += skipped;
        return deadline + (skipped + 1) * periodNanos;
    }

    /** Ends the loop after the wake-up it is waiting for. */
    void requestStop() {
        stopped = true;
    }

    /** Whole periods that were skipped. */
    long missed() {
        return missed;
    }
}
