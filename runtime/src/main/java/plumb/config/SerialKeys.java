package plumb.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How a serial rig is attached. Any thread. */
final class SerialKeys {
    static final Key<Optional<String>> DEVICE = serial(
            "device",
            NoneType.port(),
            "Port of the rig, best one in /dev/serial/by-id; twin: the firmware on this machine; avr-twin: its image in a simulated processor; none: no rig.",
            SerialLinkSettings::device);
    static final Key<Long> BAUD = serial(
            "baud",
            ValueType.whole(9600, 4_000_000),
            "Bits per second; an AVR at 16 MHz needs 1000000 for 1 kHz. What native USB does not heed.",
            SerialLinkSettings::baud);
    static final Key<SerialMode> MODE = serial(
            "mode",
            new ChoiceType<>(
                    "mode",
                    Arrays.asList(SerialMode.values()),
                    mode -> mode.name().toLowerCase(Locale.ROOT)),
            "When the rig samples: paced, sampleAfter a command; pipelined, by its own clock.",
            SerialLinkSettings::mode);
    static final Key<Long> SAMPLE_AFTER = serial(
            "sampleAfter",
            ValueType.duration("0s", "50ms"),
            "From the arrival of a command to the sample, when paced: so that it is there for the next cycle.",
            SerialLinkSettings::sampleAfterNanos);
    static final Key<Long> TIMEOUT = serial(
            "timeout",
            ValueType.duration("5ms", "10s"),
            "The link is down after so long without a frame.",
            SerialLinkSettings::timeoutNanos);
    static final Key<Double> FULL_SCALE = serial(
            "fullScale",
            ValueType.quantity(Dimension.FORCE, "0.1N", "100000N"),
            "Force that the motor exerts at full duty beyond its dead zone.",
            SerialLinkSettings::fullScale);
    static final Key<Double> DEAD_ZONE = serial(
            "deadZone",
            ValueType.quantity(Dimension.SHARE, "0%", "90%"),
            "Share of full duty at which the motor begins to move.",
            SerialLinkSettings::deadZone);
    static final Key<Boolean> REVERSED = serial(
            "reversed",
            new ChoiceType<>("value", List.of(true, false), Object::toString),
            "Whether the motor turns the other way.",
            SerialLinkSettings::reversed);

    static final List<CatalogueItem> SECTIONS = List.of(new Section(
            "serial",
            "How a rig on a microcontroller is attached; of use with rig.backend serial.",
            List.of(DEVICE, BAUD, MODE, SAMPLE_AFTER, TIMEOUT, FULL_SCALE, DEAD_ZONE, REVERSED)));

    private SerialKeys() {}

    private static <T> Key<T> serial(
            String name, ValueType<T> type, String text, Function<SerialLinkSettings, T> getter) {
        return new Key<>("serial." + name, type, text, config -> getter.apply(config.serial()));
    }

    static SerialLinkSettings settings(Settings settings) {
        return new SerialLinkSettings(
                settings.get(DEVICE),
                settings.get(BAUD),
                settings.get(MODE),
                settings.get(SAMPLE_AFTER),
                settings.get(TIMEOUT),
                settings.get(FULL_SCALE),
                settings.get(DEAD_ZONE),
                settings.get(REVERSED));
    }
}
