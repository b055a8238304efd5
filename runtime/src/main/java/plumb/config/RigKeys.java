package plumb.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import plumb.model.RigParameters;

/** What the rig is: identity, plant, sensors, motor. Any thread. */
final class RigKeys {
    static final Key<String> NAME = new Key<>(
            "rig.name", new NameType(), "Identity of the rig in topics, folders and reports.", RigConfig::name);
    static final Key<String> BACKEND = new Key<>(
            "rig.backend",
            ChoiceType.words("backend", List.of(RigConfig.SIMULATED, RigConfig.SERIAL, RigConfig.PI)),
            "What stands behind the rig: sim is the simulated one, serial one on a microcontroller, pi one on the header of a"
                    + " Raspberry Pi.",
            RigConfig::backend);
    static final Key<Double> CART_MASS =
            plant("cartMass", Dimension.MASS, "0.01kg", "100kg", "Mass of the cart.", RigParameters::cartMass);
    static final Key<Double> CART_DAMPING = plant(
            "cartDamping",
            Dimension.DAMPING,
            "0N*s/m",
            "1000N*s/m",
            "Viscous friction of the cart.",
            RigParameters::cartDamping);
    static final Key<Double> GRAVITY =
            plant("gravity", Dimension.ACCELERATION, "0.1m/s^2", "30m/s^2", "Gravity.", RigParameters::gravity);
    static final LinkKeys LINK1 =
            LinkKeys.of("plant.link1", config -> config.plant().link1());
    static final LinkKeys LINK2 =
            LinkKeys.of("plant.link2", config -> config.plant().link2());
    static final Key<Double> PULLEY_RADIUS = sensors(
            "pulleyRadius",
            ValueType.quantity(Dimension.LENGTH, "1mm", "1m"),
            "Radius of the pulley that turns the cart's encoder.",
            SensorSettings::pulleyRadius);
    static final Key<Long> CART_COUNTS =
            counts("cartCountsPerTurn", "of the cart's encoder", SensorSettings::cartCountsPerTurn);
    static final Key<Long> LINK1_COUNTS =
            counts("link1CountsPerTurn", "of the encoder of link 1", SensorSettings::link1CountsPerTurn);
    static final Key<Long> LINK2_COUNTS =
            counts("link2CountsPerTurn", "of the encoder of link 2", SensorSettings::link2CountsPerTurn);
    static final Key<Double> POSITION_ZERO = sensors(
            "positionZero",
            ValueType.quantity(Dimension.LENGTH, "-100m", "100m"),
            "Subtracted from the sensed position: what the encoder says at the centre of the rail.",
            SensorSettings::positionZero);
    static final Key<Double> ANGLE1_ZERO = angleZero("angle1Zero", "link 1", SensorSettings::angle1Zero);
    static final Key<Double> ANGLE2_ZERO = angleZero("angle2Zero", "link 2", SensorSettings::angle2Zero);
    static final Key<Boolean> IDEAL = sensors(
            "ideal",
            toggle(),
            "Whether the simulated rig senses everything, rates too, practically without quantisation.",
            SensorSettings::ideal);
    static final Key<Long> LAG =
            actuator("lag", "0s", "1s", "First-order lag of the force.", ActuatorSettings::lagNanos);
    static final Key<Long> DELAY =
            actuator("delay", "0s", "1s", "Transport delay from command to motor.", ActuatorSettings::delayNanos);
    static final Key<Optional<Long>> WATCHDOG = new Key<>(
            "actuator.watchdog",
            ValueType.auto(ValueType.duration("100us", "10s")),
            "The rig stops its motor by itself after this long without a command; auto: 20ms, 3 periods where longer.",
            config -> Optional.of(config.actuator().watchdogNanos()));

    static final List<CatalogueItem> SECTIONS = List.of(
            new Section("rig", "Which rig this is.", List.of(NAME, BACKEND)),
            new Section(
                    "plant",
                    "Nominal physical parameters: what the laws and the estimators are designed for.",
                    List.of(
                            CART_MASS,
                            CART_DAMPING,
                            GRAVITY,
                            LINK1.section("The link on the cart."),
                            LINK2.section("The link on link 1."))),
            new Section(
                    "sensors",
                    "Incremental encoders on the cart's pulley and on both joints.",
                    List.of(
                            PULLEY_RADIUS,
                            CART_COUNTS,
                            LINK1_COUNTS,
                            LINK2_COUNTS,
                            POSITION_ZERO,
                            ANGLE1_ZERO,
                            ANGLE2_ZERO,
                            IDEAL)),
            new Section("actuator", "The motor.", List.of(LAG, DELAY, WATCHDOG)));

    private RigKeys() {}

    private static Key<Double> plant(
            String name,
            Dimension dimension,
            String least,
            String most,
            String text,
            Function<RigParameters, Double> getter) {
        return new Key<>(
                "plant." + name,
                ValueType.quantity(dimension, least, most),
                text,
                config -> getter.apply(config.plant()));
    }

    private static <T> Key<T> sensors(String name, ValueType<T> type, String text, Function<SensorSettings, T> getter) {
        return new Key<>("sensors." + name, type, text, config -> getter.apply(config.sensors()));
    }

    private static Key<Long> counts(String name, String whose, Function<SensorSettings, Long> getter) {
        return sensors(
                name,
                ValueType.whole(-10_000_000, 10_000_000),
                "Counts per turn " + whose + ", after quadrature; negative where it counts the other way.",
                getter);
    }

    private static Key<Double> angleZero(String name, String whose, Function<SensorSettings, Double> getter) {
        return sensors(
                name,
                ValueType.quantity(Dimension.ANGLE, "-10rad", "10rad"),
                "Subtracted from the sensed angle of " + whose + ": what its encoder says upright.",
                getter);
    }

    private static Key<Long> actuator(
            String name, String least, String most, String text, Function<ActuatorSettings, Long> getter) {
        return new Key<>(
                "actuator." + name, ValueType.duration(least, most), text, config -> getter.apply(config.actuator()));
    }

    private static ValueType<Boolean> toggle() {
        return new ChoiceType<>("value", List.of(true, false), Object::toString);
    }
}
