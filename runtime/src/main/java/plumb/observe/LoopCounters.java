package plumb.observe;

import java.lang.invoke.VarHandle;
import org.agrona.concurrent.AtomicBuffer;
import plumb.model.StateView;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/**
 * Publishes what the loop does now into a buffer, from which any thread (or, when the buffer is a mapped file, any process)
 * reads it with a {@link LoopCountersReader} without the loop noticing. {@link #onCycle} on the control thread only:
 * wait-free, no allocation.
 *
 * <p>A sequence lock keeps the fields of one cycle together. The writer makes the version odd, and a store-store fence keeps
 * that before the fields; it ends with a releasing store of the next even version, which keeps the fields before it. The
 * reader's acquiring load of the version pairs with that releasing store; its load-load fence before it looks at the version
 * again pairs with the writer's fence.
 *
 * <p>The latency counts stand outside of it: each is one number that only grows, so a reader takes them as they come.
 */
@SuppressWarnings("EnumOrdinal") // numbers in a buffer; the layout's number changes with the constants
public final class LoopCounters implements CycleListener {
    /** Bytes of buffer that the counters need. */
    public static final int LENGTH = CounterLayout.LENGTH;

    private final AtomicBuffer buffer;
    private final AllocationMeter allocation;
    private long version;
    private long cycles;
    private long engagedCycles;
    private long overruns;
    private long missedCycles;
    private long maxConsecutiveMisses;
    private long maxWakeupNanos;

    /**
     * Counters at zero, in the given buffer.
     *
     * @param buffer at least {@link #LENGTH} bytes, aligned to eight; made by a {@link CountersFile}, or holding anything
     *     else; modified
     * @param allocation listens before this one
     */
    public LoopCounters(AtomicBuffer buffer, AllocationMeter allocation) {
        if (buffer.capacity() < LENGTH || buffer.getLong(CounterLayout.LAYOUT) != CounterLayout.MAGIC) {
            clear(buffer);
            publish(buffer);
        } else {
            clearLoop(buffer);
        }
        this.buffer = buffer;
        this.allocation = allocation;
    }

    /** Counters of a loop that has not begun; touches every byte. Housekeeping thread, before anyone reads. */
    static void clear(AtomicBuffer buffer) {
        buffer.verifyAlignment();
        buffer.boundsCheck(0, LENGTH);
        buffer.setMemory(0, CounterLayout.VERSION, (byte) 0);
        buffer.putLong(CounterLayout.PHASE_BEFORE_LOOP, LifecycleState.BOOT.ordinal());
        buffer.putLong(CounterLayout.COLLECTIONS, ProcessCounters.NOT_MEASURED);
        buffer.putLong(CounterLayout.RECORDED, ProcessCounters.NOT_MEASURED);
        buffer.putLong(CounterLayout.DROPPED, ProcessCounters.NOT_MEASURED);
        buffer.putLong(CounterLayout.MISSED_BY_LATE_WAKEUP, ProcessCounters.NOT_MEASURED);
        buffer.putLong(CounterLayout.INVOLUNTARY_SWITCHES, ProcessCounters.NOT_MEASURED);
        buffer.putLong(CounterLayout.WAITED_NANOS, ProcessCounters.NOT_MEASURED);
        buffer.putLong(CounterLayout.STOLEN_NANOS, ProcessCounters.NOT_MEASURED);
        clearLoop(buffer);
    }

    private static void clearLoop(AtomicBuffer buffer) {
        buffer.setMemory(CounterLayout.VERSION, LENGTH - CounterLayout.VERSION, (byte) 0);
        buffer.putLong(CounterLayout.LIFECYCLE, LifecycleState.BOOT.ordinal());
        buffer.putLong(CounterLayout.TRIP, TripReason.NONE.ordinal());
        buffer.putLong(CounterLayout.ALLOCATED_BYTES, AllocationMeter.NOT_MEASURED);
        buffer.putDouble(CounterLayout.SURFACE, Double.NaN);
    }

    /** From here on a reader takes the buffer for counters; pairs with the acquiring load of the reader's constructor. */
    static void publish(AtomicBuffer buffer) {
        buffer.putLongRelease(CounterLayout.LAYOUT, CounterLayout.MAGIC);
    }

    @Override
    public void onCycle(Cycle cycle) {
        count(cycle);
        AtomicBuffer to = buffer;
        to.putLongOpaque(CounterLayout.VERSION, version + 1);
        VarHandle.storeStoreFence();
        to.putLong(CounterLayout.CYCLES, cycles);
        to.putLong(CounterLayout.ENGAGED_CYCLES, engagedCycles);
        to.putLong(CounterLayout.OVERRUNS, overruns);
        to.putLong(CounterLayout.MISSED_CYCLES, missedCycles);
        to.putLong(CounterLayout.MAX_CONSECUTIVE_MISSES, maxConsecutiveMisses);
        to.putLong(CounterLayout.LIFECYCLE, cycle.phase().ordinal());
        to.putLong(CounterLayout.TRIP, cycle.trip().ordinal());
        to.putLong(CounterLayout.WAKE_NANOS, cycle.wakeNanos());
        StateView state = cycle.state();
        to.putDouble(CounterLayout.POSITION, state.position());
        to.putDouble(CounterLayout.ANGLE1, state.angle1());
        to.putDouble(CounterLayout.ANGLE2, state.angle2());
        to.putDouble(CounterLayout.VELOCITY, state.velocity());
        to.putDouble(CounterLayout.RATE1, state.rate1());
        to.putDouble(CounterLayout.RATE2, state.rate2());
        to.putDouble(CounterLayout.FORCE, cycle.force());
        to.putDouble(CounterLayout.SURFACE, cycle.surface());
        to.putLong(CounterLayout.MAX_WAKEUP_NANOS, maxWakeupNanos);
        to.putLong(CounterLayout.ALLOCATED_BYTES, allocation.plainAllocatedBytes());
        version += 2;
        to.putLongRelease(CounterLayout.VERSION, version);
        increment(to, CounterLayout.WAKEUP_COUNTS, cycle.wakeupLatencyNanos());
        increment(to, CounterLayout.CYCLE_COUNTS, cycle.writeNanos() - cycle.wakeNanos());
    }

    /** One writer, so a load and a store count exactly. */
    private static void increment(AtomicBuffer to, int counts, long nanos) {
        int at = counts + LatencyBuckets.index(nanos) * Long.BYTES;
        to.putLongOpaque(at, to.getLong(at) + 1);
    }

    private void count(Cycle cycle) {
        cycles++;
        if (cycle.phase() == LifecycleState.ENGAGED) {
            if (engagedCycles == 0) {
                // The warm-up's lateness is the compiler's, not the loop's.
                maxWakeupNanos = 0;
                overruns = 0;
                missedCycles = 0;
                maxConsecutiveMisses = 0;
            }
            engagedCycles++;
        }
        long missed = cycle.missed();
        overruns += cycle.overrun() ? 1 : 0;
        missedCycles += missed;
        maxConsecutiveMisses = StrictMath.max(maxConsecutiveMisses, missed);
        maxWakeupNanos = StrictMath.max(maxWakeupNanos, cycle.wakeupLatencyNanos());
    }
}
