package plumb.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import plumb.config.RigConfig;

/**
 * The machine's real-time set-up, every item judged. Immutable; any thread.
 *
 * @param items the most important first
 */
public record Examination(List<MachineItem> items) {
    /** Copies the list. */
    public Examination {
        items = List.copyOf(items);
    }

    /**
     * Judges.
     *
     * @param config what is asked of the machine
     * @param facts what was found
     * @param runFolder where runs are recorded; need not exist yet
     * @param root where {@code proc} and {@code sys} are: {@code /} but in tests
     */
    public static Examination of(RigConfig config, MachineFacts facts, Path runFolder, Path root) {
        return new Examination(Stream.of(
                        PiItems.of(config, root).stream(),
                        LoopItems.of(
                                config.loop(),
                                facts.thread(),
                                facts.host(),
                                runFolder,
                                config.selfTest().minimumDiskFreeBytes())
                                .stream(),
                        TuningItems.of(config.loop(), facts).stream())
                .flatMap(items -> items)
                .toList());
    }

    /** How many items have this status. */
    public long count(ItemStatus status) {
        return items.stream().filter(item -> item.status() == status).count();
    }

    /** Whether nothing is bad. */
    public boolean healthy() {
        return count(ItemStatus.BAD) == 0;
    }
}
