package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import plumb.model.State;
import plumb.runtime.CycleBuilder;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

class LoopCountersTest {
    private final CycleBuilder cycles = new CycleBuilder(1_000_000);
    private final AtomicBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LoopCounters.LENGTH));
    private final AllocationMeter allocation = new AllocationMeter();
    private final LoopCounters counters = new LoopCounters(buffer, allocation);
    private final LoopCountersReader reader = new LoopCountersReader(buffer);

    private LoopSnapshot snapshot() {
        return reader.snapshot().orElseThrow();
    }

    @Test
    void startsWithNothing() {
        assertThat(snapshot().cycles()).isZero();
        assertThat(snapshot().lifecycle()).isEqualTo(LifecycleState.BOOT);
        assertThat(snapshot().trip()).isEqualTo(TripReason.NONE);
        assertThat(snapshot().surface()).isNaN();
        assertThat(snapshot().allocatedBytes()).isEmpty();
    }

    @Test
    void showsTheLastCycle() {
        counters.onCycle(cycles.next()
                .state(new State(1, 2, 3, 4, 5, 6))
                .force(7)
                .surface(8)
                .trip(TripReason.ANGLE)
                .build());

        LoopSnapshot snapshot = snapshot();
        assertThat(snapshot.state()).usingRecursiveComparison().isEqualTo(new State(1, 2, 3, 4, 5, 6));
        assertThat(snapshot.force()).isEqualTo(7);
        assertThat(snapshot.surface()).isEqualTo(8);
        assertThat(snapshot.lifecycle()).isEqualTo(LifecycleState.FAULT);
        assertThat(snapshot.trip()).isEqualTo(TripReason.ANGLE);
        assertThat(snapshot.wakeNanos()).isEqualTo(1_000_000);
    }

    @Test
    void countsCyclesAndMissedPeriods() {
        counters.onCycle(cycles.phase(LifecycleState.ARMED).next().build());
        counters.onCycle(cycles.nextAfter(2).build());
        assertThat(snapshot().missedCycles()).isEqualTo(2);
        assertThat(snapshot().overruns()).isEqualTo(1);

        // What the warm-up missed is not counted against the engaged loop.
        counters.onCycle(cycles.phase(LifecycleState.ENGAGED).nextAfter(7).build());
        counters.onCycle(cycles.nextAfter(1).build());

        assertThat(snapshot().cycles()).isEqualTo(4);
        assertThat(snapshot().engagedCycles()).isEqualTo(2);
        assertThat(snapshot().overruns()).isEqualTo(2);
        assertThat(snapshot().missedCycles()).isEqualTo(8);
        assertThat(snapshot().maxConsecutiveMisses()).isEqualTo(7);
    }

    @Test
    void theGreatestWakeUpLatencyStartsAnewWithEngagement() {
        counters.onCycle(cycles.phase(LifecycleState.ARMED)
                .next()
                .lasting(9_000, 0, 0, 0, 0)
                .build());
        assertThat(snapshot().maxWakeupNanos()).isEqualTo(9_000);

        cycles.phase(LifecycleState.ENGAGED);
        counters.onCycle(cycles.next().lasting(2_000, 0, 0, 0, 0).build());
        counters.onCycle(cycles.next().lasting(1_000, 0, 0, 0, 0).build());
        assertThat(snapshot().maxWakeupNanos()).isEqualTo(2_000);

        counters.onCycle(cycles.nextAfter(4).lasting(100_000, 0, 0, 0, 0).build());
        assertThat(snapshot().maxWakeupNanos()).isEqualTo(4_100_000);
    }

    @Test
    void showsWhatTheAllocationMeterMeasured() {
        allocation.onCycle(cycles.next().build());
        counters.onCycle(cycles.build());

        assertThat(snapshot().allocatedBytes())
                .hasValue(allocation.allocatedBytes().orElseThrow());
    }

    @Test
    void givesUpOnAWriterThatStoppedHalfway() {
        counters.onCycle(cycles.next().build());
        buffer.putLong(CounterLayout.VERSION, buffer.getLong(CounterLayout.VERSION) + 1);

        assertThat(reader.snapshot()).isEmpty();
    }

    @Test
    void countsLatenciesFromWhichAReaderTakesItsOwnInterval() {
        counters.onCycle(cycles.next().lasting(9_000_000, 0, 0, 0, 0).build());
        LatencyCounts earlierWakeups = reader.wakeups();
        LatencyCounts earlierCycles = reader.cycleTimes();
        for (int i = 1; i <= 1000; i++) {
            counters.onCycle(
                    cycles.next().lasting(i * 100L, 1000, 500, 300, 200).build());
        }

        PhaseSummary wakeup = reader.wakeups().since(earlierWakeups).summary().orElseThrow();
        assertThat(wakeup.count()).isEqualTo(1000);
        assertThat(wakeup.p50()).isBetween(50.0, 50.0 * 33 / 32);
        assertThat(wakeup.p99()).isBetween(99.0, 99.0 * 33 / 32);
        assertThat(wakeup.max()).isBetween(100.0, 100.0 * 33 / 32);
        PhaseSummary cycle = reader.cycleTimes().since(earlierCycles).summary().orElseThrow();
        assertThat(cycle.p50()).isBetween(2.0, 2.0 * 33 / 32);
        assertThat(reader.wakeups().summary().orElseThrow().max()).isGreaterThanOrEqualTo(9000);
        assertThat(reader.wakeups().since(reader.wakeups()).summary()).isEmpty();
    }

    @Test
    void showsWhatTheProcessKnows() {
        assertThat(reader.process())
                .isEqualTo(new ProcessSnapshot(
                        LifecycleState.BOOT,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty()));

        ProcessCounters process = new ProcessCounters(buffer);
        process.phase(LifecycleState.SELF_TEST);
        process.collections(3);
        process.records(1000, 7);
        StallCounts stalls = new StallCounts(3, OptionalLong.of(5), OptionalLong.of(9), OptionalLong.empty());
        process.stalls(stalls);

        assertThat(reader.process())
                .isEqualTo(new ProcessSnapshot(
                        LifecycleState.SELF_TEST,
                        OptionalLong.of(3),
                        OptionalLong.of(1000),
                        OptionalLong.of(7),
                        Optional.of(stalls)));
    }

    @Test
    void refusesAnotherLayoutInOneLineThatNamesBoth() {
        buffer.putLong(CounterLayout.LAYOUT, CounterLayout.MAGIC - 1);

        assertThatThrownBy(() -> new LoopCountersReader(buffer))
                .hasMessage(
                        "counters of layout 3, this version of plumb reads layout 4: use the plumb that runs the loop");
    }

    @Test
    void refusesABufferThatHoldsSomethingElse() {
        AtomicBuffer zeros = new UnsafeBuffer(ByteBuffer.allocateDirect(LoopCounters.LENGTH));
        AtomicBuffer small = new UnsafeBuffer(ByteBuffer.allocateDirect(16));

        assertThatThrownBy(() -> new LoopCountersReader(zeros)).hasMessageContaining("not the counters");
        assertThatThrownBy(() -> new LoopCountersReader(small)).hasMessageContaining("not the counters");
        assertThatThrownBy(() -> new LoopCounters(small, allocation)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theLayoutsNumberBelongsToTheseConstants() {
        // A reader of another build maps these numbers: change any of this and raise the last byte of MAGIC.
        assertThat(CounterLayout.MAGIC).isEqualTo(0x506c756d62437404L);
        assertThat(LifecycleState.values())
                .extracting(Enum::name)
                .containsExactly(
                        "BOOT",
                        "SELF_TEST",
                        "READY",
                        "NOT_READY",
                        "ARMED",
                        "CAPTURING",
                        "ENGAGED",
                        "STOPPING",
                        "STOPPED",
                        "FAULT");
        assertThat(TripReason.values())
                .extracting(Enum::name)
                .containsExactly(
                        "NONE",
                        "NOT_FINITE",
                        "POSITION",
                        "ANGLE",
                        "VELOCITY",
                        "RATE",
                        "ENCODER_JUMP",
                        "STALE",
                        "EMERGENCY_STOP",
                        "END_STOP",
                        "RIG_FAULT",
                        "OVERRUN_BUDGET",
                        "SWING_UP_FAILED");
        assertThat(CounterLayout.CONFIG_SHA256).isEqualTo(1088);
        assertThat(CounterLayout.DROPPED).isEqualTo(1432);
        assertThat(CounterLayout.ALLOCATED_BYTES + 8).isEqualTo(1688);
        assertThat(CounterLayout.CYCLE_COUNTS).isEqualTo(9472);
        assertThat(CounterLayout.LENGTH).isEqualTo(17152);
    }
}
