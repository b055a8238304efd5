package plumb.hal.pi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumb.hal.RigDescription;

/**
 * How a rig is wired to a Raspberry Pi. Immutable; any thread.
 *
 * @param description as the loop sees the rig
 * @param cart device of the cart's counter, for example {@code /dev/spidev0.0}
 * @param link1 device of the counter of link 1
 * @param link2 device of the counter of link 2
 * @param clockHz of the SPI bus, Hz
 * @param keepCounts whether counts are kept from one opening to the next, for as long as the chips have power
 * @param pwmDevice the PWM chip; empty = the one on the board's header
 * @param pwmChannel drives forward, or both ways where there is a direction line
 * @param pwmBackward drives backward; empty where there is a direction line
 * @param pwmPeriodNanos ns
 * @param pins the lines of the header
 * @param drive what a duty means
 */
public record PiSettings(
        RigDescription description,
        Path cart,
        Path link1,
        Path link2,
        int clockHz,
        boolean keepCounts,
        Optional<String> pwmDevice,
        int pwmChannel,
        Optional<Integer> pwmBackward,
        long pwmPeriodNanos,
        Pins pins,
        Drive drive) {
    /** Checks that there is exactly one way to turn the motor round; throws {@link IllegalArgumentException}. */
    public PiSettings {
        if (pwmBackward.isPresent() == pins.direction().isPresent()) {
            throw new IllegalArgumentException(
                    "the motor is turned round either by a second PWM channel or by a direction line, and not "
                            + (pwmBackward.isPresent() ? "by both" : "by none"));
        }
    }

    /**
     * Lines of the header, by the numbers of their names: 24 is {@code GPIO24}.
     *
     * @param enable of the motor driver: high = may drive
     * @param direction of the motor driver: high = forward
     * @param emergencyStop high = closed; open or broken = pressed
     * @param limitLeft limit switch at negative positions: high = closed
     * @param limitRight limit switch at positive positions: high = closed
     * @param driverFault low = the driver reports a fault; empty where it reports none
     * @param lamp lit while the driver is enabled; empty where there is none
     */
    public record Pins(
            int enable,
            Optional<Integer> direction,
            int emergencyStop,
            int limitLeft,
            int limitRight,
            Optional<Integer> driverFault,
            Optional<Integer> lamp) {}

    /**
     * From force to duty.
     *
     * @param fullScale force at full duty beyond the dead zone, N
     * @param deadZone share of full duty at which the motor begins to move, 0..1
     * @param reversed whether the motor turns the other way
     */
    public record Drive(double fullScale, double deadZone, boolean reversed) {}

    /** The three counters' devices. */
    List<Path> spiDevices() {
        return List.of(cart, link1, link2);
    }
}
