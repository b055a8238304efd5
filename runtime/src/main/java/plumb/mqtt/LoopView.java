package plumb.mqtt;

import java.util.OptionalLong;
import java.util.function.Supplier;
import plumb.observe.LiveLatency;
import plumb.observe.LoopCountersReader;

/**
 * What telemetry reads of a running loop; none of it can be noticed by the loop. One telemetry thread.
 *
 * @param counters of this cycle
 * @param latency of the last cycles
 * @param droppedRecords records of cycles that were lost; empty where nothing is recorded
 */
public record LoopView(LoopCountersReader counters, LiveLatency latency, Supplier<OptionalLong> droppedRecords) {}
