package plumb.attach;

import java.nio.file.Path;
import java.util.Optional;
import plumb.config.PiWiring;
import plumb.config.RigConfig;
import plumb.hal.ActuatorChannel;
import plumb.hal.RigDescription;
import plumb.hal.pi.PiSettings;

/** What a configuration says of a rig on a Raspberry Pi. Any thread. */
public final class PiSetup {
    private static final double NANOS_PER_SECOND = 1e9;

    private PiSetup() {}

    /** The wiring as the rig wants it. */
    public static PiSettings settings(RigConfig config) {
        PiWiring wiring = config.pi();
        boolean twoChannels = wiring.drive() == PiWiring.Drive.TWO_CHANNELS;
        return new PiSettings(
                new RigDescription(
                        RigConfig.PI,
                        config.name(),
                        true,
                        false,
                        new ActuatorChannel("motor", "N", config.limits().force(), 0),
                        config.actuator().watchdogNanos(),
                        config.actuator().lagNanos(),
                        config.actuator().delayNanos()),
                device(wiring.cart()),
                device(wiring.link1()),
                device(wiring.link2()),
                (int) StrictMath.rint(wiring.clockHz()),
                wiring.counting() == PiWiring.Counting.SINCE_POWER_UP,
                wiring.pwmDevice(),
                (int) wiring.forwardChannel(),
                twoChannels ? Optional.of((int) wiring.backwardChannel()) : Optional.empty(),
                (long) StrictMath.rint(NANOS_PER_SECOND / wiring.pwmFrequency()),
                new PiSettings.Pins(
                        line(wiring.enable()),
                        twoChannels ? Optional.empty() : Optional.of(line(wiring.direction())),
                        line(wiring.emergencyStop()),
                        line(wiring.limitLeft()),
                        line(wiring.limitRight()),
                        wiring.driverFault().map(PiSetup::line),
                        wiring.lamp().map(PiSetup::line)),
                new PiSettings.Drive(wiring.fullScale(), wiring.deadZone(), wiring.reversed()));
    }

    private static Path device(String name) {
        return Path.of("/dev", name);
    }

    /** 24 of {@code GPIO24}. */
    private static int line(String name) {
        return Integer.parseInt(name, "GPIO".length(), name.length(), 10);
    }
}
