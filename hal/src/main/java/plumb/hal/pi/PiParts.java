package plumb.hal.pi;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * What a rig is made of. Housekeeping thread.
 *
 * @param cart the cart's counter
 * @param link1 the counter of link 1
 * @param link2 the counter of link 2
 * @param forward PWM channel
 * @param backward the other channel; empty where there is a direction line
 * @param pins the digital lines
 * @param supervision looks after the rig
 */
public record PiParts(
        SpiTransfer cart,
        SpiTransfer link1,
        SpiTransfer link2,
        PwmOutput forward,
        Optional<PwmOutput> backward,
        PiPins pins,
        Supervision supervision) {
    /**
     * The parts of the machine that this runs on.
     *
     * @param settings how they are wired
     * @param root where {@code sys} and {@code proc} are: {@code /}
     * @param threads makes the supervising thread
     */
    public static PiParts of(PiSettings settings, Path root, ThreadFactory threads) {
        PwmAddress chip = new PwmAddress(settings.pwmDevice());
        return new PiParts(
                new SpidevTransfer(settings.cart(), settings.clockHz()),
                new SpidevTransfer(settings.link1(), settings.clockHz()),
                new SpidevTransfer(settings.link2(), settings.clockHz()),
                new SysfsPwm(root, chip, settings.pwmChannel(), settings.pwmPeriodNanos()),
                settings.pwmBackward().map(channel -> new SysfsPwm(root, chip, channel, settings.pwmPeriodNanos())),
                new Pi4jPins(settings.pins(), () -> Pi4jPins.context(root)),
                new SupervisionThread(threads));
    }
}
