package plumb.observe;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * How many garbage collections this process has had, cheap enough to be asked while a loop runs. Housekeeping threads. The
 * pauses of a single run are measured by {@link GarbageCollections}.
 */
public final class CollectionCount {
    private final List<GarbageCollectorMXBean> collectors;

    /** Finds the collectors of this virtual machine. */
    public CollectionCount() {
        this.collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                // Concurrent collectors count their pauses besides their collections.
                .filter(bean -> !bean.getName().endsWith("Pauses"))
                .toList();
    }

    /** Collections since the process started. */
    public long count() {
        return collectors.stream()
                .mapToLong(bean -> StrictMath.max(0, bean.getCollectionCount()))
                .sum();
    }
}
