package plumb.observe;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.agrona.concurrent.AtomicBuffer;
import plumb.model.State;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/**
 * Reads the buffer of {@link LoopCounters} (see there for the memory order). Any thread, any number of readers; never
 * writes, so the loop cannot notice.
 */
public final class LoopCountersReader {
    /** The writer needs far less than a microsecond; one that is odd for this long has been killed or is being stalled. */
    private static final int MOST_TRIES = 10_000;

    private static final List<LifecycleState> LIFECYCLE = List.of(LifecycleState.values());
    private static final List<TripReason> TRIPS = List.of(TripReason.values());

    private final AtomicBuffer buffer;

    /**
     * A reader of counters.
     *
     * @param buffer not modified
     * @throws IllegalArgumentException when the buffer does not hold counters of this version, in one line
     */
    public LoopCountersReader(AtomicBuffer buffer) {
        long magic = buffer.capacity() < Long.BYTES ? 0 : buffer.getLongAcquire(CounterLayout.LAYOUT);
        if (!CounterLayout.isSomeLayout(magic)) {
            throw new IllegalArgumentException("not the counters of a Plumb loop");
        }
        if (magic != CounterLayout.MAGIC || buffer.capacity() < LoopCounters.LENGTH) {
            throw new IllegalArgumentException("counters of layout " + CounterLayout.number(magic)
                    + ", this version of plumb reads layout " + CounterLayout.number(CounterLayout.MAGIC)
                    + ": use the plumb that runs the loop");
        }
        this.buffer = buffer;
    }

    /** Which loop this is; of counters in a file only. Allocates. */
    public LoopIdentity identity() {
        return LoopIdentity.read(buffer);
    }

    /** What the process around the loop knew last. Allocates. */
    public ProcessSnapshot process() {
        return new ProcessSnapshot(
                LIFECYCLE.get((int) buffer.getLongOpaque(CounterLayout.PHASE_BEFORE_LOOP)),
                measured(buffer.getLongOpaque(CounterLayout.COLLECTIONS)),
                measured(buffer.getLongOpaque(CounterLayout.RECORDED)),
                measured(buffer.getLongOpaque(CounterLayout.DROPPED)),
                stalls());
    }

    private Optional<StallCounts> stalls() {
        long late = buffer.getLongOpaque(CounterLayout.MISSED_BY_LATE_WAKEUP);
        return late == ProcessCounters.NOT_MEASURED
                ? Optional.empty()
                : Optional.of(new StallCounts(
                        late,
                        measured(buffer.getLongOpaque(CounterLayout.INVOLUNTARY_SWITCHES)),
                        measured(buffer.getLongOpaque(CounterLayout.WAITED_NANOS)),
                        measured(buffer.getLongOpaque(CounterLayout.STOLEN_NANOS))));
    }

    /** How late the loop woke up, since it started. Allocates. */
    public LatencyCounts wakeups() {
        return LatencyCounts.copy(buffer, CounterLayout.WAKEUP_COUNTS);
    }

    /** How long its cycles took, from wake-up to the command written, since it started. Allocates. */
    public LatencyCounts cycleTimes() {
        return LatencyCounts.copy(buffer, CounterLayout.CYCLE_COUNTS);
    }

    private static OptionalLong measured(long value) {
        return value == ProcessCounters.NOT_MEASURED ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The fields of one and the same cycle; empty when the writer stopped in the middle of one. Allocates. */
    public Optional<LoopSnapshot> snapshot() {
        for (int i = 0; i < MOST_TRIES; i++) {
            long version = buffer.getLongAcquire(CounterLayout.VERSION);
            if ((version & 1) == 0) {
                Fields fields = new Fields(buffer);
                VarHandle.loadLoadFence();
                if (buffer.getLongOpaque(CounterLayout.VERSION) == version) {
                    return Optional.of(fields.toSnapshot());
                }
            }
            Thread.onSpinWait();
        }
        return Optional.empty();
    }

    /** As read: perhaps of two cycles, so nothing is concluded from them until the version has been compared. */
    private record Fields(
            long cycles,
            long engagedCycles,
            long overruns,
            long missedCycles,
            long maxConsecutiveMisses,
            long lifecycle,
            long trip,
            long wakeNanos,
            State state,
            double force,
            double surface,
            long maxWakeupNanos,
            long allocatedBytes) {
        Fields(AtomicBuffer from) {
            this(
                    from.getLong(CounterLayout.CYCLES),
                    from.getLong(CounterLayout.ENGAGED_CYCLES),
                    from.getLong(CounterLayout.OVERRUNS),
                    from.getLong(CounterLayout.MISSED_CYCLES),
                    from.getLong(CounterLayout.MAX_CONSECUTIVE_MISSES),
                    from.getLong(CounterLayout.LIFECYCLE),
                    from.getLong(CounterLayout.TRIP),
                    from.getLong(CounterLayout.WAKE_NANOS),
                    new State(
                            from.getDouble(CounterLayout.POSITION),
                            from.getDouble(CounterLayout.ANGLE1),
                            from.getDouble(CounterLayout.ANGLE2),
                            from.getDouble(CounterLayout.VELOCITY),
                            from.getDouble(CounterLayout.RATE1),
                            from.getDouble(CounterLayout.RATE2)),
                    from.getDouble(CounterLayout.FORCE),
                    from.getDouble(CounterLayout.SURFACE),
                    from.getLong(CounterLayout.MAX_WAKEUP_NANOS),
                    from.getLong(CounterLayout.ALLOCATED_BYTES));
        }

        LoopSnapshot toSnapshot() {
            return new LoopSnapshot(
                    cycles,
                    engagedCycles,
                    overruns,
                    missedCycles,
                    maxConsecutiveMisses,
                    LIFECYCLE.get((int) lifecycle),
                    TRIPS.get((int) trip),
                    wakeNanos,
                    state,
                    force,
                    surface,
                    maxWakeupNanos,
                    measured(allocatedBytes));
        }
    }
}
