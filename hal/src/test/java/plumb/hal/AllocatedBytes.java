package plumb.hal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much heap a piece of code allocates on the calling thread. */
public final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocatedBytes() {}

    /** Bytes that {@code code} allocates, after the measurement itself has been warmed up. */
    public static long of(Runnable code) {
        long first = THREADS.getCurrentThreadAllocatedBytes();
        long ownCost = THREADS.getCurrentThreadAllocatedBytes() - first;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        code.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before - ownCost;
    }

    /**
     * Bytes that {@code code} allocates once it is warm: the least of a few rounds, since the first ones resolve classes and
     * a de-optimisation puts objects on the heap that compiled code had kept in registers.
     */
    public static long inSteadyState(Runnable code) {
        code.run();
        return StrictMath.min(of(code), StrictMath.min(of(code), of(code)));
    }
}
