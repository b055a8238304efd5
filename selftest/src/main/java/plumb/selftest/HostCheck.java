package plumb.selftest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import plumb.config.RigConfig;
import plumb.doctor.LoopItems;
import plumb.doctor.PiItems;
import plumb.runtime.os.HostFacts;
import plumb.runtime.os.RealtimeReport;
import plumb.selftest.Measurement.Measured;

/**
 * The machine is set up for real time: what the control thread was granted, what the kernel says of itself, and room to
 * record a run. Housekeeping thread.
 */
public final class HostCheck implements Check {
    private final RigConfig config;
    private final Path root;
    private final Path runFolder;
    private final Observation<TimingWindows> observation;

    /**
     * A check of this machine.
     *
     * @param config what is asked of the machine
     * @param root where {@code proc} and {@code sys} are: {@code /} but in tests
     * @param runFolder where runs are recorded
     * @param observation ran on the control thread that is judged
     */
    HostCheck(RigConfig config, Path root, Path runFolder, Observation<TimingWindows> observation) {
        this.config = config;
        this.root = root;
        this.runFolder = runFolder;
        this.observation = observation;
    }

    @Override
    public String id() {
        return "host";
    }

    @Override
    public String measures() {
        return "share of the machine's real-time set-up that is in order, by weight";
    }

    @Override
    public Duration expectedDuration() {
        return Duration.ofMillis(20);
    }

    @Override
    public List<Observation<?>> observations() {
        return List.of(observation);
    }

    @Override
    public Measurement measure() throws Exception {
        RealtimeReport thread = observation.get().thread();
        List<HostItem> items = HostItems.of(
                LoopItems.of(
                        config.loop(),
                        thread,
                        HostFacts.read(root),
                        runFolder,
                        config.selfTest().minimumDiskFreeBytes()),
                PiItems.of(config, root));
        int inOrder = items.stream()
                .filter(HostItem::inOrder)
                .mapToInt(HostItem::weight)
                .sum();
        int all = items.stream().mapToInt(HostItem::weight).sum();
        return new Measured(100.0 * inOrder / all, "%", evidence(items, thread));
    }

    /** What is wrong first, with its remedy; then why the kernel refused; then what is in order. */
    private static String evidence(List<HostItem> items, RealtimeReport thread) {
        String wrong = text(items, false);
        String refused = thread.degradations().stream().map(Object::toString).collect(Collectors.joining("; "));
        return (wrong.isEmpty() ? "" : "not in order: " + wrong + ". ")
                + (refused.isEmpty() ? "" : "refused: " + refused + ". ")
                + "in order: " + text(items, true);
    }

    private static String text(List<HostItem> items, boolean inOrder) {
        return items.stream()
                .filter(item -> item.inOrder() == inOrder)
                .map(HostItem::text)
                .collect(Collectors.joining("; "));
    }
}
