package plumb.runtime.os;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the control thread really got, read back from the kernel. Immutable; any thread.
 *
 * @param threadId kernel id of the control thread
 * @param policy scheduling class, for example {@code "SCHED_FIFO"} or {@code "SCHED_OTHER"}
 * @param priority real-time priority; 0 in the normal class
 * @param cpu the one processor it may run on; empty when it may run on several
 * @param memoryLocked whether the memory of the process cannot be paged out
 * @param cpuLatencyHeld whether processors are kept from sleep states that take time to leave
 * @param keptAwake whether an idle-class process keeps the control processor of a virtual machine from being taken away
 * @param timerSlackNanos how late the kernel may make a sleep to save wake-ups, ns (0 in a real-time class)
 * @param kernel kernel release
 * @param degradations what was asked for and not possible
 */
public record RealtimeReport(
        int threadId,
        String policy,
        int priority,
        OptionalInt cpu,
        boolean memoryLocked,
        boolean cpuLatencyHeld,
        boolean keptAwake,
        long timerSlackNanos,
        String kernel,
        List<Degradation> degradations) {
    /** Copies the list. */
    public RealtimeReport {
        degradations = List.copyOf(degradations);
    }
}
