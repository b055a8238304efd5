package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import plumb.model.State;
import plumb.runtime.CycleBuilder;

/** Hammers the counters from one thread and reads them on another: no snapshot may mix two cycles. */
class LoopCountersTearingTest {
    private static final int SNAPSHOTS = 50_000;
    /** One torn snapshot is proof, also for the run that is made because of it. */
    private static final AtomicInteger TORN_BEHIND_THE_LOCK = new AtomicInteger();

    private final AtomicBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LoopCounters.LENGTH));
    private final LoopCounters counters = new LoopCounters(buffer, new AllocationMeter());
    private final AtomicBoolean stop = new AtomicBoolean();

    private void write() {
        CycleBuilder cycles = new CycleBuilder(1);
        State state = new State();
        while (!stop.getOpaque()) {
            cycles.next();
            double n = cycles.build().index() + 1;
            state.set(n, n, n, n, n, n);
            counters.onCycle(cycles.state(state).force(n).surface(n).build());
        }
    }

    /** How many of the snapshots mix cycles, as the given reader takes them; goes on until enough of them do. */
    private int torn(SnapshotSource source, int enough) throws InterruptedException {
        Thread writer = Thread.ofPlatform().start(this::write);
        try {
            int torn = 0;
            int taken = 0;
            long deadline = System.nanoTime() + 20_000_000_000L;
            while ((taken < SNAPSHOTS || torn < enough) && System.nanoTime() - deadline < 0) {
                double[] seen = source.take();
                if (seen.length > 0 && seen[0] > 0) {
                    taken++;
                    for (double value : seen) {
                        if (value != seen[0]) {
                            torn++;
                            break;
                        }
                    }
                }
            }
            assertThat(taken).as("snapshots").isGreaterThanOrEqualTo(SNAPSHOTS);
            return torn;
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    /** One look at the counters: values that are equal in every cycle; none when there was no snapshot. */
    private interface SnapshotSource {
        double[] take();
    }

    @Test
    void aSnapshotNeverMixesCycles() throws InterruptedException {
        LoopCountersReader reader = new LoopCountersReader(buffer);

        SnapshotSource locked = () -> reader.snapshot()
                .map(s -> new double[] {
                    s.cycles(), s.wakeNanos(), s.state().position(), s.state().rate2(), s.force(), s.surface()
                })
                .orElse(new double[0]);

        assertThat(TORN_BEHIND_THE_LOCK.addAndGet(torn(locked, 0))).isZero();
    }

    /** Two threads that share a core tear a snapshot only where one is preempted inside it: that may take a while. */
    @Test
    void theTestSeesTornSnapshotsWithoutTheSequenceLock() throws InterruptedException {
        SnapshotSource unlocked = () -> new double[] {
            buffer.getLongVolatile(CounterLayout.CYCLES),
            buffer.getLongVolatile(CounterLayout.WAKE_NANOS),
            Double.longBitsToDouble(buffer.getLongVolatile(CounterLayout.POSITION)),
            Double.longBitsToDouble(buffer.getLongVolatile(CounterLayout.RATE2)),
            Double.longBitsToDouble(buffer.getLongVolatile(CounterLayout.SURFACE))
        };

        assertThat(torn(unlocked, 1)).isPositive();
    }
}
