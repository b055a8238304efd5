package plumb.observe;

import java.util.OptionalLong;
import plumb.model.StateView;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/**
 * What the loop was doing in one cycle. Immutable by convention; any thread.
 *
 * @param cycles that ended since the loop started; 0 = none yet, and the other fields say nothing
 * @param engagedCycles of them with the law in control
 * @param overruns cycles the loop was late for, since engagement (before it: since the start)
 * @param missedCycles periods that were missed, likewise
 * @param maxConsecutiveMisses the most that were missed in a row, likewise
 * @param lifecycle state the cycle ran in
 * @param trip why the loop tripped
 * @param wakeNanos when the cycle started, ns of {@code CLOCK_MONOTONIC}
 * @param state the estimated state
 * @param force that was sent, N
 * @param surface sliding surface; {@code NaN} where the law has none
 * @param maxWakeupNanos greatest wake-up latency since engagement (before it: since the start), ns
 * @param allocatedBytes allocated by the control thread while engaged; empty before that or when not counted
 */
public record LoopSnapshot(
        long cycles,
        long engagedCycles,
        long overruns,
        long missedCycles,
        long maxConsecutiveMisses,
        LifecycleState lifecycle,
        TripReason trip,
        long wakeNanos,
        StateView state,
        double force,
        double surface,
        long maxWakeupNanos,
        OptionalLong allocatedBytes) {}
