package plumb.observe;

import org.agrona.concurrent.AtomicBuffer;
import plumb.runtime.LifecycleState;

/**
 * Publishes what the process around the loop knows: how far it is before the loop begins, collections, records. One
 * housekeeping thread; each number stands for itself, so there is no lock. Read with a {@link LoopCountersReader}.
 */
@SuppressWarnings("EnumOrdinal") // numbers in a buffer; the layout's number changes with the constants
public final class ProcessCounters {
    /** Stands for "not measured". */
    static final long NOT_MEASURED = -1;

    private final AtomicBuffer buffer;

    ProcessCounters(AtomicBuffer buffer) {
        this.buffer = buffer;
    }

    /** Where the run is, as long as no cycle has ended. */
    public void phase(LifecycleState state) {
        buffer.putLongOpaque(CounterLayout.PHASE_BEFORE_LOOP, state.ordinal());
    }

    /** Garbage collections of the process since it started. */
    public void collections(long count) {
        buffer.putLongOpaque(CounterLayout.COLLECTIONS, count);
    }

    /** Records of the flight recorder: written and dropped. */
    public void records(long recorded, long dropped) {
        buffer.putLongOpaque(CounterLayout.RECORDED, recorded);
        buffer.putLongOpaque(CounterLayout.DROPPED, dropped);
    }

    /** What is known of stalls. */
    public void stalls(StallCounts counts) {
        buffer.putLongOpaque(
                CounterLayout.INVOLUNTARY_SWITCHES, counts.involuntarySwitches().orElse(NOT_MEASURED));
        buffer.putLongOpaque(CounterLayout.WAITED_NANOS, counts.waitedNanos().orElse(NOT_MEASURED));
        buffer.putLongOpaque(CounterLayout.STOLEN_NANOS, counts.stolenNanos().orElse(NOT_MEASURED));
        buffer.putLongOpaque(CounterLayout.MISSED_BY_LATE_WAKEUP, counts.missedByLateWakeup());
    }
}
