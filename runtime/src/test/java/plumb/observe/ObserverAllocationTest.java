package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.runtime.Cycle;
import plumb.runtime.CycleBuilder;
import plumb.runtime.CycleListener;
import plumb.runtime.LifecycleState;

/** Whatever listens on the control thread allocates nothing there, through warm-up, engagement and stop. */
class ObserverAllocationTest {
    private static final long PERIOD = 1_000_000;

    private static Stream<Named<Supplier<CycleListener>>> observers() {
        return Stream.of(
                Named.of("phase histograms", () -> new PhaseHistograms(PERIOD)),
                Named.of("wake-up view", WakeupView::new),
                Named.of("run figures", () -> new RunFigures(PERIOD, 0.5)),
                Named.of("allocation meter", AllocationMeter::new),
                Named.of(
                        "counters",
                        () -> new LoopCounters(
                                new UnsafeBuffer(ByteBuffer.allocateDirect(LoopCounters.LENGTH)),
                                new AllocationMeter())));
    }

    @ParameterizedTest
    @MethodSource("observers")
    void allocatesNothing(Supplier<CycleListener> observer) {
        assertThat(leastAllocated(observer)).isZero();
    }

    @Test
    void theTestSeesASingleAllocation() {
        AtomicReference<Object> sink = new AtomicReference<>();
        CycleListener wasteful = cycle -> {
            if (cycle.index() == 17_000) {
                sink.setPlain(new byte[16]);
            }
        };

        assertThat(leastAllocated(() -> wasteful)).isGreaterThanOrEqualTo(16);
    }

    /** Bytes for 20,000 cycles, the least of a few tries: the first use of code allocates once. */
    private static long leastAllocated(Supplier<CycleListener> observer) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++) {
            CycleListener listener = observer.get();
            CycleBuilder cycles = new CycleBuilder(PERIOD);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                listener.onCycle(cycle(cycles, i));
            }
            least = StrictMath.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static Cycle cycle(CycleBuilder cycles, int i) {
        cycles.phase(i < 5_000 ? LifecycleState.ARMED : i < 19_000 ? LifecycleState.ENGAGED : LifecycleState.STOPPING);
        return cycles.nextAfter(i % 100 == 0 ? 3 : 0)
                .lasting(i % 977, 500, 700, 900, 300)
                .sensed(0.01, i < 8_000 ? 0.1 : 0.001, 0)
                .force(i % 7)
                .build();
    }
}
