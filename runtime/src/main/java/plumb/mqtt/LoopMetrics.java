package plumb.mqtt;

import java.util.Optional;
import java.util.OptionalLong;
import plumb.observe.LoopSnapshot;
import plumb.observe.PhaseSummary;

/**
 * What {@code metric/loop} says of the last second and of the run. Immutable; any thread.
 *
 * @param seconds since the runtime started
 * @param loop counts of the run
 * @param wakeup latency of the last second's cycles; empty when there was none
 * @param cycle time of the last second's cycles; empty when there was none
 * @param collections garbage collections of the process since the loop was first seen
 * @param droppedRecords records of cycles that were lost; empty where nothing is recorded
 */
public record LoopMetrics(
        double seconds,
        LoopSnapshot loop,
        Optional<PhaseSummary> wakeup,
        Optional<PhaseSummary> cycle,
        long collections,
        OptionalLong droppedRecords) {}
