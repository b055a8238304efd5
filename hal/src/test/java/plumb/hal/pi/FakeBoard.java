package plumb.hal.pi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A tree of files laid out as the kernel of a Raspberry Pi lays out its own. Single thread. */
final class FakeBoard implements AutoCloseable {
    final Path root;

    private FakeBoard(Path root) {
        this.root = root;
    }

    /** A Pi 4 as Raspberry Pi OS bookworm and trixie have it. */
    static FakeBoard pi4() {
        return pi4(empty().root);
    }

    /** The same below a folder that is there already. */
    static FakeBoard pi4(Path root) {
        FakeBoard board = new FakeBoard(root);
        board.file("proc/device-tree/compatible", "raspberrypi,4-model-b\0brcm,bcm2711\0");
        board.file("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.5\0");
        board.pwmChip("soc/fe20c000.pwm", 0, 2);
        board.gpioChip("soc/fe200000.gpio", 0);
        board.gpioChip("soc/soc:firmware/soc:firmware:gpio", 1);
        return board;
    }

    /** A Pi 5; the kernels number its chips differently. */
    static FakeBoard pi5(int pwmChip, int gpioChip) {
        return pi5(empty().root, pwmChip, gpioChip);
    }

    /** The same below a folder that is there already. */
    static FakeBoard pi5(Path root, int pwmChip, int gpioChip) {
        FakeBoard board = new FakeBoard(root);
        board.file("proc/device-tree/compatible", "raspberrypi,5-model-b\0brcm,bcm2712\0");
        board.file("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0");
        board.pwmChip("axi/1000120000.pcie/1f00098000.pwm", pwmChip, 4);
        board.pwmChip("axi/1000120000.pcie/1f0009c000.pwm", pwmChip + 1, 4);
        board.gpioChip("axi/1000120000.pcie/1f000d0000.gpio", gpioChip);
        board.gpioChip("soc@107c000000/107d508500.gpio", gpioChip + 10);
        return board;
    }

    /** A machine that is something else. */
    static FakeBoard empty() {
        try {
            return new FakeBoard(Files.createTempDirectory("plumb-board"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PWM chip with all its channels exported. */
    void pwmChip(String device, int number, int channels) {
        String folder = "sys/devices/platform/" + device + "/pwm/pwmchip" + number;
        file(folder + "/npwm", channels + "\n");
        file(folder + "/export", "");
        link(folder + "/device", "../..");
        for (int channel = 0; channel < channels; channel++) {
            pwmChannel(folder, channel);
        }
        link("sys/class/pwm/pwmchip" + number, "../../../" + folder);
    }

    void pwmChannel(String folder, int channel) {
        String files = folder + "/pwm" + channel;
        file(files + "/period", "0\n");
        file(files + "/duty_cycle", "0\n");
        file(files + "/enable", "0\n");
    }

    private void gpioChip(String device, int number) {
        String folder = "sys/devices/platform/" + device + "/gpiochip" + number;
        file(folder + "/uevent", "");
        link("sys/bus/gpio/devices/gpiochip" + number, "../../../../" + folder);
        file("dev/gpiochip" + number, "");
    }

    Path file(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void link(String path, String target) {
        try {
            Path link = root.resolve(path);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String path) {
        delete(root.resolve(path));
    }

    private static void delete(Path top) {
        try {
            List<Path> paths;
            try (Stream<Path> walk = Files.walk(top)) {
                paths = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : paths) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        delete(root);
    }
}
