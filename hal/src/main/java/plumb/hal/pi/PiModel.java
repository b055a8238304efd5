package plumb.hal.pi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The boards that the rig runs on, and by which names the kernel calls what they have. Immutable; any thread. */
public enum PiModel {
    /** Raspberry Pi 4, 400 and Compute Module 4. */
    PI_4("Raspberry Pi 4", "brcm,bcm2711", "fe20c000.pwm", "fe200000.gpio"),

    /** Raspberry Pi 5, 500 and Compute Module 5. */
    PI_5("Raspberry Pi 5", "brcm,bcm2712", "1f00098000.pwm", "1f000d0000.gpio");

    private final String title;
    private final String processor;
    private final String pwmDevice;
    private final String gpioDevice;

    PiModel(String title, String processor, String pwmDevice, String gpioDevice) {
        this.title = title;
        this.processor = processor;
        this.pwmDevice = pwmDevice;
        this.gpioDevice = gpioDevice;
    }

    /** The board that this machine is; empty for any other. */
    public static Optional<PiModel> detect(Path root) throws IOException {
        Path compatible = root.resolve("proc/device-tree/compatible");
        if (!Files.exists(compatible)) {
            return Optional.empty();
        }
        String names = new String(Files.readAllBytes(compatible), StandardCharsets.UTF_8);
        return Arrays.stream(values())
                .filter(model -> Arrays.asList(names.split("\0", -1)).contains(model.processor))
                .findFirst();
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** The chip whose PWM channels are on the header: its number changes from kernel to kernel, its device does not. */
    String pwmDevice() {
        return pwmDevice;
    }

    /** The chip whose lines are on the header. */
    String gpioDevice() {
        return gpioDevice;
    }
}
