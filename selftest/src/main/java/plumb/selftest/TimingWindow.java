package plumb.selftest;

import java.util.Locale;
import java.util.Optional;
import plumb.observe.PhaseSummary;
import plumb.runtime.LoopResult;

/**
 * What the loop showed over one window with safe outputs. Immutable; any thread.
 *
 * @param counts cycles, overruns, missed periods, budget
 * @param wakeup distribution of the wake-up latency
 * @param cycle distribution of the cycle time
 * @param allocation of the control thread; empty where the virtual machine does not count
 */
record TimingWindow(
        LoopResult.Counts counts, PhaseSummary wakeup, PhaseSummary cycle, Optional<AllocationCount> allocation) {

    /** How many of the {@link TimingLimits#COUNT} limits were kept. */
    int limitsKept(TimingLimits limits) {
        return (counts.budgetKept() ? 1 : 0)
                + (wakeup.p99() <= limits.wakeupP99Micros() ? 1 : 0)
                + (cycle.p999() <= limits.cycleP999Micros() ? 1 : 0);
    }

    /** Whether nothing speaks against this window: all limits kept, and no allocation seen. */
    boolean sound(TimingLimits limits) {
        return limitsKept(limits) == TimingLimits.COUNT && allocatedBytes() == 0;
    }

    /** Bytes that were seen to be allocated. */
    long allocatedBytes() {
        return allocation.map(AllocationCount::bytes).orElse(0L);
    }

    /** What the timing was, for people: one line. */
    String text(TimingLimits limits) {
        return String.format(
                Locale.ROOT,
                "%d cycles, wake-up p50 %.1f p99 %.1f us (limit %.1f) max %.1f us, cycle p99.9 %.1f us (limit %.1f)"
                        + " max %.1f us, overruns %d, missed %d, at most %d in a row, budget %s",
                counts.cycles(),
                wakeup.p50(),
                wakeup.p99(),
                limits.wakeupP99Micros(),
                wakeup.max(),
                cycle.p999(),
                limits.cycleP999Micros(),
                cycle.max(),
                counts.overruns(),
                counts.missed(),
                counts.maxConsecutiveMissed(),
                counts.budgetKept() ? "kept" : "spent");
    }
}
