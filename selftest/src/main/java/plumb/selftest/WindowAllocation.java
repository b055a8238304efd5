package plumb.selftest;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
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
        latest = bean.getCurrentThreadAllocatedBytes();
        if (cycles == 0) {
            first = latest;
        }
        cycles++;
    }

    /** Whole cycles between the two readings. */
    long wholeCycles() {
        return cycles > 0 ? cycles - 1 : 0;
    }

    /** Bytes over {@link #wholeCycles()}; empty where nothing was counted. */
    OptionalLong allocatedBytes() {
        return wholeCycles() > 0 ? OptionalLong.of(latest - first) : OptionalLong.empty();
    }
}
