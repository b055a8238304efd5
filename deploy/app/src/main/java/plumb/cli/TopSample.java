package plumb.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import plumb.observe.LoopIdentity;
import plumb.observe.LoopSnapshot;
import plumb.observe.PhaseSummary;
import plumb.observe.ProcessSnapshot;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/**
 * One look at a running loop. Immutable; any thread.
 *
 * @param identity of the loop
 * @param loop its last cycle
 * @param process what the process around it knew last
 * @param alive whether the loop's process still runs it
 * @param upSeconds since the counters were made
 * @param sinceLastCycleSeconds since the last cycle woke up
 * @param cyclesPerSecond over the window; empty before there is one
 * @param wakeup latencies over the window
 * @param cycle times over the window
 * @param windowSeconds how far the window reaches back
 */
record TopSample(
        LoopIdentity identity,
        LoopSnapshot loop,
        ProcessSnapshot process,
        boolean alive,
        double upSeconds,
        double sinceLastCycleSeconds,
        OptionalDouble cyclesPerSecond,
        Optional<PhaseSummary> wakeup,
        Optional<PhaseSummary> cycle,
        double windowSeconds) {
    /** Longer than any pause that a running loop makes. */
    private static final double STALL_SECONDS = 0.5;

    /** Where the run is. */
    LifecycleState state() {
        return loop.cycles() == 0 ? process.phase() : loop.lifecycle();
    }

    /** Whether nothing more will come. */
    boolean ended() {
        return !alive;
    }

    /** Whether the loop has begun and stands still although its process lives. */
    boolean stalled() {
        return alive
                && loop.cycles() > 0
                && state() != LifecycleState.STOPPED
                && state() != LifecycleState.FAULT
                && sinceLastCycleSeconds > STALL_SECONDS;
    }

    /** Time with the law in control, s, missed periods included. */
    double engagedSeconds() {
        return (loop.engagedCycles() + (loop.engagedCycles() > 0 ? loop.missedCycles() : 0))
                * identity.periodNanos()
                * 1e-9;
    }

    /** Why it tripped, for people. */
    String trip() {
        return loop.trip() == TripReason.NONE ? "none" : loop.trip().text();
    }
}
