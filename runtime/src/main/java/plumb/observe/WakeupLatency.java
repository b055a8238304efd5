package plumb.observe;

import plumb.runtime.Cycle;

/**
 * How long after the deadline that was waited for the loop woke up. A cycle's own deadline is the last one that passed:
 * after a stall the one that was waited for lies as many periods earlier as were missed, and a latency counted from the later
 * one could never exceed a period, however long the stall. Control thread; does not allocate.
 */
final class WakeupLatency {
    private boolean first = true;
    private long previousDeadlineNanos;

    /** Latency of this cycle, ns; called once for every cycle, in order. */
    long nanos(Cycle cycle) {
        long deadline = cycle.deadlineNanos();
        long missed = cycle.missed();
        long latency = cycle.wakeNanos() - deadline;
        if (missed > 0 && !first) {
            // From one deadline to the next pass 1 + missed periods, of which the wake-up is late by the missed ones.
            latency += (deadline - previousDeadlineNanos) / (1 + missed) * missed;
        }
        first = false;
        previousDeadlineNanos = deadline;
        return latency;
    }
}
