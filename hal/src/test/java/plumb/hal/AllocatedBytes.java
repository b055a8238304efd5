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
}
