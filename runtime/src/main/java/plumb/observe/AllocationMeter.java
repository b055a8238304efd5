package plumb.observe;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * Bytes the control thread has allocated while engaged; a sound loop keeps it at 0. {@link #onCycle} on the control thread
 * (about 30 ns, itself without allocation), {@link #allocatedBytes} on any thread: its acquiring read pairs with the
 * releasing write at the end of each engaged cycle.
 *
 * <p>The count starts where the last cycle before engagement ended and stops where the last engaged cycle ended, so it holds
 * every engaged cycle as a whole, with the listeners that come after this one.
 */
public final class AllocationMeter implements CycleListener {
    /** Stands for "no engaged cycle yet" or "this virtual machine does not count". */
    static final long NOT_MEASURED = -1;

    private final @Nullable ThreadMXBean threads;
    private final Engagement engagement = new Engagement();
    private final AtomicLong allocated = new AtomicLong(NOT_MEASURED);
    private long baseline = NOT_MEASURED;

    /** A meter that has measured nothing. */
    public AllocationMeter() {
        this(ManagementFactory.getThreadMXBean());
    }

    AllocationMeter(java.lang.management.ThreadMXBean threads) {
        this.threads = threads instanceof ThreadMXBean bean
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
        switch (engagement.of(cycle)) {
            case BEFORE -> baseline = bean.getCurrentThreadAllocatedBytes();
            case DURING -> {
                long now = bean.getCurrentThreadAllocatedBytes();
                if (baseline == NOT_MEASURED) {
                    baseline = now;
                }
                allocated.setRelease(now - baseline);
            }
            case AFTER -> {}
        }
    }

    /** Bytes allocated while engaged, so far; empty before engagement or where the virtual machine does not count. */
    public OptionalLong allocatedBytes() {
        long bytes = allocated.getAcquire();
        return bytes == NOT_MEASURED ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /** The same for the control thread, which must not allocate: {@link #NOT_MEASURED} for empty. */
    long plainAllocatedBytes() {
        return allocated.getPlain();
    }
}
