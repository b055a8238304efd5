package plumb.selftest;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import plumb.observe.Phase;
import plumb.observe.PhaseSummary;
import plumb.runtime.LoopResult;

/**
 * What the loop showed over one window with safe outputs. Immutable; any thread.
 *
 * @param counts cycles, overruns, missed periods, budget
 * @param phases distribution of the time that each phase of the cycle took
 * @param allocation of the control thread; empty where the virtual machine does not count
 * @param link what the link to the rig and its sensors showed
 */
record TimingWindow(
        LoopResult.Counts counts,
        Map<Phase, PhaseSummary> phases,
        Optional<AllocationCount> allocation,
        LinkFigures link) {
    /** Copies the map. */
    TimingWindow {
        phases = Map.copyOf(phases);
    }

    /** Distribution of one phase; throws {@link NullPointerException} where it was not measured. */
    PhaseSummary phase(Phase phase) {
        return Objects.requireNonNull(phases.get(phase), phase.id());
    }

    private PhaseSummary wakeup() {
        return phase(Phase.WAKEUP);
    }

    private PhaseSummary cycle() {
        return phase(Phase.CYCLE);
    }

    /** How many of the {@link TimingLimits#COUNT} limits were kept. */
    int limitsKept(TimingLimits limits) {
        return (counts.budgetKept() ? 1 : 0)
                + (wakeup().p99() <= limits.wakeupP99Micros() ? 1 : 0)
                + (cycle().p999() <= limits.cycleP999Micros() ? 1 : 0);
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
                wakeup().p50(),
                wakeup().p99(),
                limits.wakeupP99Micros(),
                wakeup().max(),
                cycle().p999(),
                limits.cycleP999Micros(),
                cycle().max(),
                counts.overruns(),
                counts.missed(),
                counts.maxConsecutiveMissed(),
                counts.budgetKept() ? "kept" : "spent");
    }
}
