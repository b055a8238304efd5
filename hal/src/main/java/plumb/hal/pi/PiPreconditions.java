package plumb.hal.pi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a Raspberry Pi must have for the rig, looked at without touching anything: board, system, devices of the counters, PWM chip,
 * GPIO chip, and the permission to use them. Everything by label and device, nothing by number. Any thread; blocks.
 */
public final class PiPreconditions {
    private static final Set<String> SYSTEMS = Set.of("bookworm", "trixie");
    private static final String CONFIG = "boot/firmware/config.txt";
    private static final String PWM_LINE = "dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4";

    private final PiSettings settings;
    private final Path root;
    private final Predicate<Path> access;

    private PiPreconditions(PiSettings settings, Path root, Predicate<Path> access) {
        this.settings = settings;
        this.root = root;
        this.access = access;
    }

    /**
     * Looks at all of them.
     *
     * @param settings how the rig is wired
     * @param root of the file system: {@code /} but in tests
     */
    public static List<Precondition> of(PiSettings settings, Path root) {
        return of(settings, root, Files::isWritable);
    }

    /** The same with another idea of what this user may write to. */
    static List<Precondition> of(PiSettings settings, Path root, Predicate<Path> access) {
        PiPreconditions look = new PiPreconditions(settings, root, access);
        return List.of(
                look.item("pi-board", "Raspberry Pi 4 or 5", look::board),
                look.item("pi-system", "Raspberry Pi OS", look::system),
                look.item("pi-spi", "SPI devices of the counters", look::spi),
                look.item("pi-spi-permission", "may use the SPI devices", look::spiPermission),
                look.item("pi-pwm", "hardware PWM on the header", look::pwm),
                look.item("pi-pwm-permission", "may set the PWM", look::pwmPermission),
                look.item("pi-gpio", "GPIO lines of the header", look::gpio),
                look.item("pi-gpio-permission", "may use the GPIO lines", look::gpioPermission));
    }

    /** What a look finds. */
    private record Finding(boolean met, String found, String remedy) {}

    /** One look. */
    private interface Look {
        /** Looks. */
        Finding look() throws IOException;
    }

    private Precondition item(String id, String title, Look look) {
        Finding finding;
        try {
            finding = look.look();
        } catch (IOException e) {
            finding =
                    new Finding(false, "cannot be looked at: " + e.getMessage(), "see that /sys and /proc can be read");
        }
        return new Precondition(id, title, finding.met(), finding.found(), finding.remedy());
    }

    private Finding board() throws IOException {
        Path file = root.resolve("proc/device-tree/model");
        String model = Files.exists(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .replace("\0", "")
                        .strip()
                : "this machine has no device tree";
        return new Finding(
                PiModel.detect(root).isPresent(), model, "use a Raspberry Pi 4 or 5, or another rig.backend");
    }

    private Finding system() throws IOException {
        Path file = root.resolve("etc/os-release");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        String codename = value(lines, "VERSION_CODENAME").orElse("");
        return new Finding(
                SYSTEMS.contains(codename),
                value(lines, "PRETTY_NAME").orElse("/etc/os-release does not say"),
                "install the 64-bit Raspberry Pi OS, bookworm or trixie");
    }

    private static Optional<String> value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).replace("\"", "").strip())
                .findFirst();
    }

    private Path below(Path device) {
        return root.resolve(Path.of("/").relativize(device));
    }

    private Finding spi() throws IOException {
        List<Path> missing = settings.spiDevices().stream()
                .filter(device -> !Files.exists(below(device)))
                .toList();
        return missing.isEmpty()
                ? new Finding(true, names(settings.spiDevices()), "")
                : new Finding(
                        false, "there is no " + names(missing), inConfig(SpidevTransfer.line(missing.getFirst())));
    }

    private Finding spiPermission() {
        List<Path> there = settings.spiDevices().stream()
                .map(this::below)
                .filter(Files::exists)
                .toList();
        return permission(
                !there.isEmpty(), there.stream().filter(access.negate()).toList(), "spi");
    }

    private Finding pwm() throws IOException {
        Optional<Path> chip = pwmChip();
        if (chip.isEmpty()) {
            return new Finding(
                    false, "no " + wantedPwm() + ": " + DeviceFolder.pwm(root).describe(), inConfig(PWM_LINE));
        }
        int channels =
                Integer.parseInt(Files.readString(chip.get().resolve("npwm")).strip());
        int highest =
                StrictMath.max(settings.pwmChannel(), settings.pwmBackward().orElse(0));
        return new Finding(
                highest < channels,
                wantedPwm() + " is " + chip.get().getFileName() + " with " + channels + " channels",
                "set pi.forwardChannel and pi.backwardChannel below " + channels);
    }

    private Finding pwmPermission() throws IOException {
        Optional<Path> chip = pwmChip();
        return permission(
                chip.isPresent(),
                chip.map(folder -> folder.resolve("export")).filter(access.negate()).stream()
                        .toList(),
                "gpio");
    }

    private Optional<Path> pwmChip() throws IOException {
        String wanted = wantedPwm();
        return DeviceFolder.pwm(root).find(wanted);
    }

    private String wantedPwm() throws IOException {
        Optional<PiModel> model = PiModel.detect(root);
        return settings.pwmDevice().or(() -> model.map(PiModel::pwmDevice)).orElse("PWM chip that is known");
    }

    private Finding gpio() throws IOException {
        Optional<Path> chip = gpioChip();
        return chip.isEmpty()
                ? new Finding(
                        false, "not found: " + DeviceFolder.gpio(root).describe(), "use the kernel of Raspberry Pi OS")
                : new Finding(
                        Files.exists(gpioNode(chip.get())),
                        "chip " + chip.get().getFileName(),
                        "sudo modprobe gpio-cdev, or use the kernel of Raspberry Pi OS");
    }

    private Finding gpioPermission() throws IOException {
        Optional<Path> node = gpioChip().map(this::gpioNode).filter(Files::exists);
        return permission(
                node.isPresent(), node.filter(access.negate()).stream().toList(), "gpio");
    }

    private Optional<Path> gpioChip() throws IOException {
        Optional<PiModel> model = PiModel.detect(root);
        return model.isPresent() ? DeviceFolder.gpio(root).find(model.get().gpioDevice()) : Optional.empty();
    }

    private Path gpioNode(Path chip) {
        return root.resolve("dev").resolve(String.valueOf(chip.getFileName()));
    }

    private Finding permission(boolean any, List<Path> closed, String group) {
        if (!any) {
            return new Finding(false, "there is nothing to use", "see the line above");
        }
        return closed.isEmpty()
                ? new Finding(true, "yes", "")
                : new Finding(
                        false,
                        "may not write to "
                                + names(closed.stream()
                                        .map(path -> Path.of("/").resolve(root.relativize(path)))
                                        .toList()),
                        AccessRemedy.of(closed.getFirst(), group));
    }

    private static String names(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /** Whether the line is in the boot configuration already tells a missing overlay from a missing restart. */
    private String inConfig(String line) throws IOException {
        Path config = root.resolve(CONFIG);
        boolean there = Files.isReadable(config)
                && Files.readAllLines(config).stream().map(String::strip).anyMatch(line::equals);
        return there
                ? "restart: " + line + " is in /" + CONFIG + " already"
                : "put " + line + " into /" + CONFIG + " and restart";
    }
}
