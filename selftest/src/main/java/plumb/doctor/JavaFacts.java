package plumb.doctor;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The Java virtual machine that runs this. Immutable; any thread.
 *
 * @param feature version, for example 25
 * @param version in full
 * @param vendor of it
 * @param home where it is installed
 * @param collectors names of its garbage collectors
 * @param heapFixed whether the heap keeps its size
 */
public record JavaFacts(
        int feature, String version, String vendor, String home, List<String> collectors, boolean heapFixed) {
    /** Copies the list. */
    public JavaFacts {
        collectors = List.copyOf(collectors);
    }

    /** Reads them. */
    public static JavaFacts read() {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new JavaFacts(
                Runtime.version().feature(),
                Runtime.version().toString(),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .toList(),
                heap.getInit() == heap.getMax());
    }
}
