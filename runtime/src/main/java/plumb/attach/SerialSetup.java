package plumb.attach;

import plumb.config.RigConfig;
import plumb.config.SensorSettings;
import plumb.config.SerialLinkSettings;
import plumb.config.SerialMode;
import plumb.hal.ActuatorChannel;
import plumb.hal.RigDescription;
import plumb.hal.serial.SerialSettings;

/** What a configuration wants of a serial rig. Any thread. */
final class SerialSetup {
    private static final long NANOS_PER_MICRO = 1000;

    private SerialSetup() {}

    static SerialSettings settings(RigConfig config) {
        SerialLinkSettings serial = config.serial();
        SensorSettings sensors = config.sensors();
        return new SerialSettings(
                description(config),
                config.loop().periodNanos(),
                serial.mode() == SerialMode.PACED
                        ? (int) (serial.sampleAfterNanos() / NANOS_PER_MICRO)
                        : SerialSettings.PIPELINED,
                // A pseudo terminal has no bits that take their time; those of the simulated processor's line do.
                serial.twin() && !serial.avrTwin() ? 0 : SerialSettings.transmissionNanos(serial.baud()),
                serial.timeoutNanos(),
                serial.fullScale(),
                serial.deadZone(),
                serial.reversed(),
                new SerialSettings.CountsPerTurn(
                        StrictMath.abs(sensors.cartCountsPerTurn()),
                        StrictMath.abs(sensors.link1CountsPerTurn()),
                        StrictMath.abs(sensors.link2CountsPerTurn())));
    }

    /** Nothing physical moves in the twin, and every session finds its pendulum held again. */
    private static RigDescription description(RigConfig config) {
        return new RigDescription(
                RigConfig.SERIAL,
                config.name(),
                !config.serial().twin(),
                false,
                new ActuatorChannel("motor", "N", config.limits().force(), 0),
                config.actuator().watchdogNanos(),
                config.actuator().lagNanos(),
                config.actuator().delayNanos());
    }
}
