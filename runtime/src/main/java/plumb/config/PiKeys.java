package plumb.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How a rig is wired to a Raspberry Pi. Any thread. */
final class PiKeys {
    private static final String NONE = "none";
    private static final int FIRST_LINE = 2;
    private static final int LAST_LINE = 27;

    static final Key<String> CART = counter("cartCounter", "the cart", PiWiring::cart);
    static final Key<String> LINK1 = counter("link1Counter", "link 1", PiWiring::link1);
    static final Key<String> LINK2 = counter("link2Counter", "link 2", PiWiring::link2);
    static final Key<Double> CLOCK = pi(
            "clock",
            ValueType.quantity(Dimension.FREQUENCY, "100kHz", "4000kHz"),
            "Clock of the SPI bus: as fast as cable and level shifters allow.",
            PiWiring::clockHz);
    static final Key<PiWiring.Counting> COUNTING = pi(
            "counting",
            enumeration("instant", PiWiring.Counting.values()),
            "From when the counters count: since-power-up keeps the count from run to run, since-open begins at 0.",
            PiWiring::counting);
    static final Key<Optional<String>> PWM_DEVICE = pi(
            "pwmDevice",
            ValueType.auto(ChoiceType.words(
                    "PWM chip", List.of("fe20c000.pwm", "fe20c800.pwm", "1f00098000.pwm", "1f0009c000.pwm"))),
            "Device of the PWM chip, as in /sys/class/pwm/pwmchip*/device; auto: the one on the board's header.",
            PiWiring::pwmDevice);
    static final Key<Double> PWM_FREQUENCY = pi(
            "pwmFrequency",
            ValueType.quantity(Dimension.FREQUENCY, "1kHz", "100kHz"),
            "Frequency of the PWM: at 20kHz a Pi 5 has 2500 steps of duty.",
            PiWiring::pwmFrequency);
    static final Key<PiWiring.Drive> DRIVE = pi(
            "drive",
            enumeration("drive", PiWiring.Drive.values()),
            "How the motor is turned round: two-channels, one PWM for each way (BTS7960); direction-line.",
            PiWiring::drive);
    static final Key<Long> FORWARD = channel("forwardChannel", "drives forward", PiWiring::forwardChannel);
    static final Key<Long> BACKWARD =
            channel("backwardChannel", "drives backward, with two channels", PiWiring::backwardChannel);
    static final Key<String> DIRECTION =
            line("direction", "Line that turns the motor round, with drive direction-line.", PiWiring::direction);
    static final Key<String> ENABLE = line("enable", "Line that lets the driver drive.", PiWiring::enable);
    static final Key<String> EMERGENCY_STOP =
            line("emergencyStop", "Line of the emergency stop; open or broken is pressed.", PiWiring::emergencyStop);
    static final Key<String> LIMIT_LEFT =
            line("limitLeft", "Line of the limit switch at negative positions.", PiWiring::limitLeft);
    static final Key<String> LIMIT_RIGHT =
            line("limitRight", "Line of the limit switch at positive positions.", PiWiring::limitRight);
    static final Key<String> DRIVER_FAULT = optionalLine(
            "driverFault",
            "Line that is low when the driver reports a fault; none: it reports none.",
            PiWiring::driverFault);
    static final Key<String> LAMP = optionalLine(
            "lamp", "Line of the lamp that is lit while the motor may move; none: no lamp.", PiWiring::lamp);
    static final Key<Double> FULL_SCALE = pi(
            "fullScale",
            ValueType.quantity(Dimension.FORCE, "0.1N", "100000N"),
            "Force that the motor exerts at full duty beyond its dead zone.",
            PiWiring::fullScale);
    static final Key<Double> DEAD_ZONE = pi(
            "deadZone",
            ValueType.quantity(Dimension.SHARE, "0%", "90%"),
            "Share of full duty at which the motor begins to move.",
            PiWiring::deadZone);
    static final Key<Boolean> REVERSED = pi(
            "reversed",
            new ChoiceType<>("value", List.of(true, false), Object::toString),
            "Whether the motor turns the other way.",
            PiWiring::reversed);

    /** Lines of which each can be used for one thing only. */
    static final List<Key<String>> LINES =
            List.of(DIRECTION, ENABLE, EMERGENCY_STOP, LIMIT_LEFT, LIMIT_RIGHT, DRIVER_FAULT, LAMP);

    static final List<CatalogueItem> SECTIONS = List.of(new Section(
            "pi",
            "How a rig is wired to a Raspberry Pi; of use with rig.backend pi.",
            List.of(
                    CART,
                    LINK1,
                    LINK2,
                    CLOCK,
                    COUNTING,
                    PWM_DEVICE,
                    PWM_FREQUENCY,
                    DRIVE,
                    FORWARD,
                    BACKWARD,
                    DIRECTION,
                    ENABLE,
                    EMERGENCY_STOP,
                    LIMIT_LEFT,
                    LIMIT_RIGHT,
                    DRIVER_FAULT,
                    LAMP,
                    FULL_SCALE,
                    DEAD_ZONE,
                    REVERSED)));

    private PiKeys() {}

    private static <T> Key<T> pi(String name, ValueType<T> type, String text, Function<PiWiring, T> getter) {
        return new Key<>("pi." + name, type, text, config -> getter.apply(config.pi()));
    }

    private static Key<String> counter(String name, String whose, Function<PiWiring, String> getter) {
        return pi(
                name,
                ChoiceType.words(
                        "SPI device",
                        List.of("spidev0.0", "spidev0.1", "spidev0.2", "spidev1.0", "spidev1.1", "spidev1.2")),
                "SPI device in /dev with the counter LS7366R of " + whose + ".",
                getter);
    }

    private static Key<Long> channel(String name, String what, Function<PiWiring, Long> getter) {
        return pi(name, ValueType.whole(0, 3), "Channel of the PWM chip that " + what + ".", getter);
    }

    private static Key<String> line(String name, String text, Function<PiWiring, String> getter) {
        return pi(name, ChoiceType.words("line", lines().toList()), text, getter);
    }

    private static Key<String> optionalLine(String name, String text, Function<PiWiring, Optional<String>> getter) {
        return pi(
                name,
                ChoiceType.words("line", Stream.concat(Stream.of(NONE), lines()).toList()),
                text,
                wiring -> getter.apply(wiring).orElse(NONE));
    }

    private static Stream<String> lines() {
        return IntStream.rangeClosed(FIRST_LINE, LAST_LINE).mapToObj(line -> "GPIO" + line);
    }

    private static <E extends Enum<E>> ChoiceType<E> enumeration(String noun, E[] values) {
        return new ChoiceType<>(
                noun,
                Arrays.asList(values),
                value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    static PiWiring settings(Settings settings) {
        return new PiWiring(
                settings.get(CART),
                settings.get(LINK1),
                settings.get(LINK2),
                settings.get(CLOCK),
                settings.get(COUNTING),
                settings.get(PWM_DEVICE),
                settings.get(PWM_FREQUENCY),
                settings.get(DRIVE),
                settings.get(FORWARD),
                settings.get(BACKWARD),
                settings.get(DIRECTION),
                settings.get(ENABLE),
                settings.get(EMERGENCY_STOP),
                settings.get(LIMIT_LEFT),
                settings.get(LIMIT_RIGHT),
                given(settings.get(DRIVER_FAULT)),
                given(settings.get(LAMP)),
                settings.get(FULL_SCALE),
                settings.get(DEAD_ZONE),
                settings.get(REVERSED));
    }

    private static Optional<String> given(String line) {
        return line.equals(NONE) ? Optional.empty() : Optional.of(line);
    }

    /** Whether a line is in use at all. */
    static boolean used(Key<String> line, Settings settings) {
        return !settings.get(line).equals(NONE)
                && (!line.equals(DIRECTION) || settings.get(DRIVE) == PiWiring.Drive.DIRECTION_LINE);
    }
}
