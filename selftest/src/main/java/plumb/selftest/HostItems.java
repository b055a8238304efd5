package plumb.selftest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import plumb.config.LoopSettings;
import plumb.doctor.LoopItems;
import plumb.runtime.os.HostFacts;
import plumb.runtime.os.RealtimeReport;

/** What the machine's items weigh. An item that cannot be read is not in order. Any thread. */
final class HostItems {
    private static final Map<String, Integer> WEIGHTS = Map.of(
            "scheduling", 3,
            "memory-locked", 2,
            "pinned", 1,
            "sleep-states", 1,
            "governor", 1,
            "throttling", 1,
            "clock-source", 1,
            "preemption", 1,
            "disk-space", 2);

    private HostItems() {}

    /** All items, the most important first. */
    static List<HostItem> of(
            LoopSettings asked, RealtimeReport thread, HostFacts host, Path runFolder, long minimumFreeBytes) {
        return LoopItems.of(asked, thread, host, runFolder, minimumFreeBytes).stream()
                .map(item -> new HostItem(item, Objects.requireNonNull(WEIGHTS.get(item.id()), item.id())))
                .toList();
    }
}
