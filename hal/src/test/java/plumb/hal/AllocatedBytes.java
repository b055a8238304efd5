package plumb.hal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much heap a piece of code allocates on the calling thread. */
public final class AllocatedBytes {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int ROUNDS = 100;

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
     * Bytes that {@code code} allocates once it is warm: the least of many rounds. The compiler's first touch of a class
     * allocates on the thread that happens to run it, and may come late; what the code itself allocates comes in every round.
     */
    public static long inSteadyState(Runnable code) {
        code.run();
        long least = of(code);
        for (int round = 1; round < ROUNDS && least > 0; round++) {
            least = StrictMath.min(least, of(code));
        }
        return least;
    }
}
