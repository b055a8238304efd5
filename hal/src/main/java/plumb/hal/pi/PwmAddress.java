package plumb.hal.pi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import plumb.hal.RigException;

/**
 * Which PWM chip, by its device and never by its number. Immutable; any thread.
 *
 * @param device for example {@code 1f00098000.pwm}; empty = the one that is on the board's header
 */
record PwmAddress(Optional<String> device) {
    static final String REMEDY =
            "put dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4 into /boot/firmware/config.txt" + " and restart";

    /**
     * The chip's folder.
     *
     * @param root where {@code sys} and {@code proc} are
     */
    Path find(Path root) throws RigException {
        try {
            String wanted = wanted(root);
            DeviceFolder chips = DeviceFolder.pwm(root);
            Optional<Path> chip = chips.find(wanted);
            if (chip.isEmpty()) {
                throw new RigException(
                        "no PWM chip " + wanted + " in /sys/class/pwm: " + chips.describe() + "; " + REMEDY);
            }
            return chip.get();
        } catch (RigException e) {
            throw e;
        } catch (IOException e) {
            throw new RigException("the PWM chips in /sys/class/pwm cannot be looked at: " + e.getMessage());
        }
    }

    /** The device's name. */
    String wanted(Path root) throws IOException {
        if (device.isPresent()) {
            return device.get();
        }
        return PiModel.detect(root)
                .map(PiModel::pwmDevice)
                .orElseThrow(() -> new RigException(
                        "this is no Raspberry Pi 4 or 5, so its PWM chip is not known; name it in pi.pwmDevice"));
    }
}
