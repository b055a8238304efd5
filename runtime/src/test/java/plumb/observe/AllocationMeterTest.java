package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import plumb.runtime.CycleBuilder;
import plumb.runtime.LifecycleState;

class AllocationMeterTest {
    private static final int ARRAY = 1000;

    private final CycleBuilder cycles = new CycleBuilder(1_000_000);
    private final AllocationMeter meter = new AllocationMeter();
    private final AtomicReference<byte[]> sink = new AtomicReference<>();

    private void run(LifecycleState phase, int count, boolean allocate) {
        cycles.phase(phase);
        for (int i = 0; i < count; i++) {
            if (allocate) {
                sink.setPlain(new byte[ARRAY]);
            }
            meter.onCycle(cycles.next().build());
        }
    }

    @Test
    void isAbsentBeforeEngagement() {
        run(LifecycleState.CAPTURING, 10, true);

        assertThat(meter.allocatedBytes()).isEmpty();
    }

    @Test
    void isZeroForALoopThatDoesNotAllocate() {
        // Virtual machines count the first use of classes and code here too, so a second meter sees the steady state.
        run(LifecycleState.ENGAGED, 20_000, false);
        AllocationMeter steady = new AllocationMeter();
        CycleBuilder more = new CycleBuilder(1_000_000);
        steady.onCycle(more.phase(LifecycleState.ARMED).next().build());
        more.phase(LifecycleState.ENGAGED);
        for (int i = 0; i < 20_000; i++) {
            steady.onCycle(more.next().build());
        }

        assertThat(steady.allocatedBytes()).hasValue(0);
    }

    @Test
    void seesEveryAllocationWhileEngaged() {
        run(LifecycleState.ARMED, 10, true);
        run(LifecycleState.ENGAGED, 100, true);

        assertThat(meter.allocatedBytes().orElseThrow()).isBetween(100L * ARRAY, 100L * (ARRAY + 200) + 20_000);
    }

    @Test
    void seesTheFirstEngagedCycleAlone() {
        run(LifecycleState.ARMED, 1, false);
        run(LifecycleState.ENGAGED, 1, true);

        assertThat(meter.allocatedBytes().orElseThrow()).isGreaterThanOrEqualTo(ARRAY);
    }

    @Test
    void stopsCountingWhenEngagementEnds() {
        run(LifecycleState.ARMED, 10, false);
        run(LifecycleState.ENGAGED, 10, true);
        long engaged = meter.allocatedBytes().orElseThrow();
        run(LifecycleState.STOPPING, 100, true);

        assertThat(meter.allocatedBytes()).hasValue(engaged);
    }

    @Test
    void isAbsentWhereTheVirtualMachineDoesNotCount() {
        ThreadMXBean plain = (ThreadMXBean) Proxy.newProxyInstance(
                ThreadMXBean.class.getClassLoader(),
                new Class<?>[] {ThreadMXBean.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError("not to be asked: " + method);
                });
        AllocationMeter blind = new AllocationMeter(plain);
        blind.onCycle(cycles.next().build());

        assertThat(blind.allocatedBytes()).isEmpty();
    }
}
