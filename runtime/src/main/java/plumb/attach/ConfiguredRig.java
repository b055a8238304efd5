package plumb.attach;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.agrona.concurrent.NanoClock;
import plumb.config.RigConfig;
import plumb.config.SerialLinkSettings;
import plumb.hal.Rig;
import plumb.hal.pi.PiParts;
import plumb.hal.pi.PiRig;
import plumb.hal.pi.PiSettings;
import plumb.hal.serial.ReaderThread;
import plumb.hal.serial.SerialLink;
import plumb.hal.serial.SerialPortLink;
import plumb.hal.serial.SerialRig;
import plumb.runtime.RigFactory;
import plumb.runtime.os.AssistantThreads;

/**
 * Makes the rig that a configuration names: the one that runs and is tested. What only tries something out in virtual time
 * takes {@link RigFactory#simulated} instead. Housekeeping thread.
 */
public final class ConfiguredRig {
    private ConfiguredRig() {}

    /**
     * Makes the rig, not yet open.
     *
     * @param config names the backend; the reader allows only those that exist
     * @param clock the loop's clock
     * @throws IllegalArgumentException for a serial rig without a port of its own: none or the twin
     */
    public static Rig of(RigConfig config, NanoClock clock) {
        return switch (config.backend()) {
            case RigConfig.SIMULATED -> RigFactory.simulated(config, clock);
            case RigConfig.SERIAL -> serial(config, port(config.serial()), clock);
            case RigConfig.PI -> pi(config, Path.of("/"), clock);
            default ->
                throw new IllegalArgumentException("rig.backend is " + config.backend() + "; there is no such rig");
        };
    }

    /**
     * Makes a rig at the end of a line, not yet open.
     *
     * @param config what is wanted of it
     * @param link to it, not open
     * @param clock the loop's clock
     */
    public static Rig serial(RigConfig config, SerialLink link, NanoClock clock) {
        // A session's number only has to be one that no other host has used: nothing that is computed depends on it.
        return new SerialRig(
                SerialSetup.settings(config),
                link,
                clock,
                new ReaderThread(
                        new AssistantThreads("rig-reader", config.loop().priority())),
                new SecureRandom()::nextInt);
    }

    /**
     * Makes a rig on the header of a Raspberry Pi, not yet open.
     *
     * @param root where {@code sys} and {@code proc} are: {@code /} but in tests
     */
    static Rig pi(RigConfig config, Path root, NanoClock clock) {
        PiSettings settings = PiSetup.settings(config);
        AssistantThreads threads =
                new AssistantThreads("rig-supervision", config.loop().priority());
        return new PiRig(settings, PiParts.of(settings, root, threads), clock);
    }

    private static SerialLink port(SerialLinkSettings settings) {
        String device = settings.device()
                .filter(path -> !settings.twin())
                .orElseThrow(() -> new IllegalArgumentException("serial.device names no port"));
        return new SerialPortLink(device, StrictMath.toIntExact(settings.baud()));
    }
}
