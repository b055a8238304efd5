package plumb.doctor;

import java.nio.file.Path;
import plumb.runtime.os.Fact;
import plumb.runtime.os.HostFacts;
import plumb.runtime.os.KernelClock;
import plumb.runtime.os.RealtimeReport;
import plumb.runtime.os.TuningFacts;

/**
 * Everything that was read, asked and tried on the machine. Immutable; any thread.
 *
 * @param thread what a control thread got that was started to see
 * @param host kind of machine
 * @param tuning what can be tuned
 * @param clock what the kernel says of its clocks
 * @param disk how fast the run folder's disk is
 * @param java virtual machine
 */
public record MachineFacts(
        RealtimeReport thread,
        HostFacts host,
        TuningFacts tuning,
        KernelClock clock,
        Fact<DiskSpeed> disk,
        JavaFacts java) {
    /**
     * Reads all; takes up to some 2 s.
     *
     * @param root where {@code proc} and {@code sys} are: {@code /} but in tests
     * @param thread what a control thread got
     * @param runFolder where runs are recorded
     */
    public static MachineFacts read(Path root, RealtimeReport thread, Path runFolder) {
        return new MachineFacts(
                thread,
                HostFacts.read(root),
                TuningFacts.read(root),
                KernelClock.read(),
                DiskSpeed.measure(runFolder),
                JavaFacts.read());
    }
}
