package plumb.hal.pi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder in {@code /sys} whose entries the kernel numbers as it likes, looked at by the devices behind them. Immutable; any
 * thread; blocks.
 *
 * @param root where {@code sys} is: {@code /} but in tests
 * @param path of the folder below the root
 * @param prefix how the names of the entries begin
 * @param link from an entry to its device
 */
record DeviceFolder(Path root, String path, String prefix, String link) {
    /** PWM chips. */
    static DeviceFolder pwm(Path root) {
        return new DeviceFolder(root, "sys/class/pwm", "pwmchip", "device");
    }

    /** GPIO chips: each is a folder in that of its device. */
    static DeviceFolder gpio(Path root) {
        return new DeviceFolder(root, "sys/bus/gpio/devices", "gpiochip", "..");
    }

    /** The entry of a device. */
    Optional<Path> find(String device) throws IOException {
        return Optional.ofNullable(entries().get(device));
    }

    /** All devices, and what number the kernel has given to each: {@code "1f00098000.pwm (pwmchip2)"}; or that there are none. */
    String describe() throws IOException {
        Map<String, Path> entries = entries();
        return entries.isEmpty()
                ? "there is none"
                : entries.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue().getFileName() + ")")
                        .collect(Collectors.joining(", ", "there are ", ""));
    }

    private Map<String, Path> entries() throws IOException {
        Map<String, Path> entries = new TreeMap<>();
        Path folder = root.resolve(path);
        if (!Files.isDirectory(folder)) {
            return entries;
        }
        List<Path> named;
        try (Stream<Path> all = Files.list(folder)) {
            named = all.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (Path entry : named) {
            Path device = entry.toRealPath().resolve(link).toRealPath();
            entries.put(String.valueOf(device.getFileName()), entry);
        }
        return entries;
    }
}
