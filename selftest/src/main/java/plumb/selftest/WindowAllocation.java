package plumb.selftest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * Bytes that the control thread allocates from the end of a window's first cycle to the end of its last. {@link #onCycle} on
 * the control thread, without allocation; the rest after the loop has ended.
 */
final class WindowAllocation implements CycleListener {
    private final @Nullable ThreadMXBean threads = countingBean();
    private long cycles;
    private long first;
    private long latest;
    private long allocatingCycles;
    private long lastAllocating;

    private static @Nullable ThreadMXBean countingBean() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                        && bean.isThreadAllocatedMemorySupported()
                        && bean.isThreadAllocatedMemoryEnabled()
                ? bean
                : null;
    }

    @Override
    public void onCycle(Cycle cycle) {
        ThreadMXBean bean = threads;
        if (bean == null) {
            return;
        }
        long now = bean.getCurrentThreadAllocatedBytes();
        if (cycles == 0) {
            first = now;
        } else if (now != latest) {
            allocatingCycles++;
            lastAllocating = cycle.index();
        }
        latest = now;
        cycles++;
    }

    /** What was allocated; empty where the virtual machine does not count or no whole cycle was seen. */
    Optional<AllocationCount> count() {
        return cycles > 1
                ? Optional.of(new AllocationCount(latest - first, cycles - 1, allocatingCycles, lastAllocating))
                : Optional.empty();
    }
}
