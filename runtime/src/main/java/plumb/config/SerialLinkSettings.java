package plumb.config;

import java.util.Optional;

/**
 * How a rig on a microcontroller is attached, and what its motor is. Immutable; any thread.
 *
 * @param device path of the port, {@link #TWIN} or {@link #AVR_TWIN}; empty where none is attached
 * @param baud bits per second
 * @param mode when it samples
 * @param sampleAfterNanos from a command's arrival to the sample, ns; of use when it is paced
 * @param timeoutNanos the link is down after so long without a frame, ns
 * @param fullScale force at full duty beyond the dead zone, N
 * @param deadZone share of full duty at which the motor begins to move, 0..1
 * @param reversed whether the motor turns the other way
 */
public record SerialLinkSettings(
        Optional<String> device,
        long baud,
        SerialMode mode,
        long sampleAfterNanos,
        long timeoutNanos,
        double fullScale,
        double deadZone,
        boolean reversed) {
    /** Stands for the firmware's twin on this machine, which the command starts. */
    public static final String TWIN = "twin";

    /** Stands for the microcontroller's image in a simulated processor on this machine, which the command starts. */
    public static final String AVR_TWIN = "avr-twin";

    /** Whether the rig is one of the twins: nothing moves. */
    public boolean twin() {
        return device.filter(TWIN::equals).isPresent() || avrTwin();
    }

    /** Whether the rig is the twin with the microcontroller's image. */
    public boolean avrTwin() {
        return device.filter(AVR_TWIN::equals).isPresent();
    }
}
