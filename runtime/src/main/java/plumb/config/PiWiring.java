package plumb.config;

import java.util.Optional;

/**
 * How a rig is wired to a Raspberry Pi, and what its motor is. Immutable; any thread.
 *
 * @param cart SPI device of the cart's counter, for example {@code spidev0.0}
 * @param link1 of the counter of link 1
 * @param link2 of the counter of link 2
 * @param clockHz of the SPI bus, Hz
 * @param counting from when the counters count
 * @param pwmDevice the PWM chip's device; empty = the one on the board's header
 * @param pwmFrequency Hz
 * @param drive how the motor is turned round
 * @param forwardChannel PWM channel; the only one with a direction line
 * @param backwardChannel PWM channel; of use with two channels
 * @param direction line; of use with a direction line
 * @param enable line of the driver
 * @param emergencyStop line
 * @param limitLeft line
 * @param limitRight line
 * @param driverFault line; empty = the driver has none
 * @param lamp line; empty = there is none
 * @param fullScale force at full duty beyond the dead zone, N
 * @param deadZone share of full duty at which the motor begins to move, 0..1
 * @param reversed whether the motor turns the other way
 */
public record PiWiring(
        String cart,
        String link1,
        String link2,
        double clockHz,
        Counting counting,
        Optional<String> pwmDevice,
        double pwmFrequency,
        Drive drive,
        long forwardChannel,
        long backwardChannel,
        String direction,
        String enable,
        String emergencyStop,
        String limitLeft,
        String limitRight,
        Optional<String> driverFault,
        Optional<String> lamp,
        double fullScale,
        double deadZone,
        boolean reversed) {
    /** From when the counters count. */
    public enum Counting {
        /** They begin at 0 when they are first used after power came; later runs go on. */
        SINCE_POWER_UP,
        /** They begin at 0 whenever the rig is opened. */
        SINCE_OPEN
    }

    /** How the motor is turned round. */
    public enum Drive {
        /** One PWM channel for each way, as with a BTS7960. */
        TWO_CHANNELS,
        /** One PWM channel and a line for the direction. */
        DIRECTION_LINE
    }
}
