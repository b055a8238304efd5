package plumb.selftest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import plumb.doctor.MachineItem;

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

    private static final int RIG_WEIGHT = 3;

    private HostItems() {}

    /**
     * All items, the most important first.
     *
     * @param loop what the loop cannot do without
     * @param rig what the rig cannot do without; each weighs as much as the scheduling class
     */
    static List<HostItem> of(List<MachineItem> loop, List<MachineItem> rig) {
        return Stream.concat(
                        rig.stream().map(item -> new HostItem(item, RIG_WEIGHT)),
                        loop.stream()
                                .map(item ->
                                        new HostItem(item, Objects.requireNonNull(WEIGHTS.get(item.id()), item.id()))))
                .toList();
    }
}
