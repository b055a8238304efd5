package plumb.config;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Timing of the loop. Immutable; any thread.
 *
 * @param periodNanos control period, ns
 * @param priority {@code SCHED_FIFO} priority; 0 = stay in the normal class
 * @param cpu processor the control thread is pinned to; -1 = the last one
 * @param spin wake this much before the deadline and spin, ns; 0 = sleep only; empty = as {@link #spinNanos} has it
 * @param keepAwake whether an idle-class process keeps the control processor busy
 * @param overrunPolicy what to do with periods that were missed
 * @param maxConsecutiveMisses overrun budget: missed periods in a row; empty = derived from the plant
 * @param maxMissesPer1000 overrun budget: missed periods in any 1000
 * @param warmupNanos how long the full pipeline runs with safe outputs before the capture, ns
 */
public record LoopSettings(
        long periodNanos,
        int priority,
        int cpu,
        OptionalLong spin,
        KeepAwakeMode keepAwake,
        OverrunPolicy overrunPolicy,
        OptionalInt maxConsecutiveMisses,
        int maxMissesPer1000,
        long warmupNanos) {
    /** Longer than nearly every wake-up is late, on the virtual machines that were measured ({@code timing.md}). */
    private static final long MOST_SPIN_NANOS = 150_000;

    /** What a spin that nobody chose may take of a period. */
    private static final double MOST_SPIN_SHARE = 0.4;

    /** Wakes this much before the deadline and spins, ns: what was asked for, else 150 us and at most 40 % of a period. */
    public long spinNanos() {
        return spin.orElseGet(() -> StrictMath.min(MOST_SPIN_NANOS, (long) (MOST_SPIN_SHARE * periodNanos)));
    }

    /** Control period, s. */
    public double periodSeconds() {
        return periodNanos * 1e-9;
    }

    /** Control rate, Hz. */
    public double rateHz() {
        return 1e9 / periodNanos;
    }

    /** The same loop with another period (ns), which it sleeps through to the end: for virtual time. */
    public LoopSettings withPeriod(long otherPeriodNanos) {
        return new LoopSettings(
                otherPeriodNanos,
                priority,
                cpu,
                OptionalLong.of(0),
                keepAwake,
                overrunPolicy,
                maxConsecutiveMisses,
                maxMissesPer1000,
                warmupNanos);
    }
}
