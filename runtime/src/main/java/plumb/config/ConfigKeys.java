package plumb.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import plumb.hal.sim.Disturbance;
import plumb.model.LinkParameters;
import plumb.model.RigParameters;
import plumb.model.StateView;

/** The keys that every rig has. Any thread. */
final class ConfigKeys {
    static final Key<String> NAME =
            key("rig.name", new NameType(), "Identity of the rig in topics, folders and reports.", RigConfig::name);
    static final Key<String> BACKEND = key(
            "rig.backend",
            ChoiceType.words("backend", List.of("sim")),
            "What stands behind the rig: sim is the simulated one.",
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
    static final Key<Optional<Long>> WATCHDOG = key(
            "actuator.watchdog",
            ValueType.auto(ValueType.duration("100us", "10s")),
            "The rig stops its motor by itself after this long without a command; auto: 20ms, 3 periods where longer.",
            config -> Optional.of(config.actuator().watchdogNanos()));

    static final Key<Double> FORCE =
            limits("force", Dimension.FORCE, "0.1N", "1000N", "Greatest commanded force magnitude.", Limits::force);
    static final Key<Double> SLEW = limits(
            "slew",
            Dimension.FORCE_RATE,
            "1N/s",
            "10000000N/s",
            "Greatest change of the commanded force.",
            Limits::slew);
    static final Key<Double> RAIL = limits(
            "rail",
            Dimension.LENGTH,
            "10mm",
            "100m",
            "The end stops are at plus and minus this position.",
            Limits::railHalfLength);

    static final Key<Double> ENVELOPE_POSITION = envelope(
            "position", Dimension.LENGTH, "1mm", "100m", "Greatest |cart position|.", EnvelopeLimits::position);
    static final Key<Double> ENVELOPE_ANGLE = envelope(
            "angle", Dimension.ANGLE, "0.001rad", "100rad", "Greatest |angle| of either link.", EnvelopeLimits::angle);
    static final Key<Double> ENVELOPE_VELOCITY = envelope(
            "velocity",
            Dimension.VELOCITY,
            "0.01m/s",
            "1000m/s",
            "Greatest |cart velocity|.",
            EnvelopeLimits::velocity);
    static final Key<Double> ENVELOPE_RATE = envelope(
            "rate",
            Dimension.ANGULAR_RATE,
            "0.01rad/s",
            "1000rad/s",
            "Greatest |angular rate| of either link.",
            EnvelopeLimits::rate);
    static final Key<Double> ANGLE_JUMP = envelope(
            "angleJump",
            Dimension.ANGLE,
            "0.0001rad",
            "100rad",
            "Greatest change of a sensed angle in one period; more is an encoder fault.",
            EnvelopeLimits::angleJump);
    static final Key<Double> POSITION_JUMP = envelope(
            "positionJump",
            Dimension.LENGTH,
            "0.1mm",
            "100m",
            "Greatest change of the sensed position in one period; more is an encoder fault.",
            EnvelopeLimits::positionJump);
    static final Key<Long> STALE_CYCLES = key(
            "limits.envelope.staleCycles",
            ValueType.whole(1, 1000),
            "Cycles without a new sample before the loop trips.",
            config -> (long) config.limits().envelope().staleCycles());

    static final Key<Double> CAPTURE_POSITION = capture(
            "position",
            ValueType.quantity(Dimension.LENGTH, "1mm", "100m"),
            "Greatest |cart position|.",
            CaptureLimits::position);
    static final Key<Double> CAPTURE_ANGLE = capture(
            "angle",
            ValueType.quantity(Dimension.ANGLE, "0.001rad", "100rad"),
            "Greatest |angle| of either link.",
            CaptureLimits::angle);
    static final Key<Double> CAPTURE_RATE = capture(
            "rate",
            ValueType.quantity(Dimension.ANGULAR_RATE, "0.001rad/s", "1000rad/s"),
            "Greatest |angular rate| of either link.",
            CaptureLimits::rate);
    static final Key<Long> DWELL = capture(
            "dwell",
            ValueType.duration("0s", "10s"),
            "How long the pendulum must stay in the window.",
            CaptureLimits::dwellNanos);
    static final Key<Long> CAPTURE_TIMEOUT = capture(
            "timeout",
            ValueType.duration("10ms", "3600s"),
            "How long the loop waits for the pendulum.",
            CaptureLimits::timeoutNanos);

    static final Key<Long> PERIOD =
            loop("rate", ValueType.period("10Hz", "5kHz"), "Control rate.", LoopSettings::periodNanos);
    static final Key<Long> PRIORITY = loop(
            "priority",
            ValueType.whole(0, 99),
            "SCHED_FIFO priority of the control thread; 0 stays in the normal class.",
            loop -> (long) loop.priority());
    static final Key<Optional<Long>> CPU = loop(
            "cpu",
            ValueType.auto(ValueType.whole(0, 1023)),
            "Processor the control thread is pinned to; auto: the last one.",
            loop -> loop.cpu() < 0 ? Optional.empty() : Optional.of((long) loop.cpu()));
    static final Key<Long> SPIN = loop(
            "spin",
            ValueType.duration("0s", "10ms"),
            "Wake this much before the deadline and spin; 0s sleeps only.",
            LoopSettings::spinNanos);
    static final Key<OverrunPolicy> OVERRUN_POLICY = loop(
            "overrunPolicy",
            new ChoiceType<>(
                    "overrun policy",
                    Arrays.asList(OverrunPolicy.values()),
                    policy -> policy.name().toLowerCase(Locale.ROOT)),
            "What happens to missed periods: skip keeps the phase (rigs), burst runs every one (virtual time).",
            LoopSettings::overrunPolicy);
    static final Key<Optional<Long>> MAX_CONSECUTIVE_MISSES = loop(
            "maxConsecutiveMisses",
            ValueType.auto(ValueType.whole(0, 1000)),
            "Overrun budget: missed periods in a row; auto: derived from how fast the plant falls.",
            loop -> boxed(loop.maxConsecutiveMisses()));
    static final Key<Long> MAX_MISSES_PER_1000 =
            loop("maxMissesPer1000", ValueType.whole(0, 1000), "Overrun budget: missed periods in any 1000.", loop ->
                    (long) loop.maxMissesPer1000());
    static final Key<Long> WARMUP = loop(
            "warmup",
            ValueType.duration("0s", "600s"),
            "How long the full pipeline runs with safe outputs before the capture.",
            LoopSettings::warmupNanos);

    static final Key<StateView> INITIAL_STATE = simulation(
            "initialState",
            new StateType(),
            "Where the pendulum is held until it is released.",
            SimulationOptions::initialState);
    static final Key<Long> NOISE_COUNTS =
            simulation("noiseCounts", ValueType.whole(0, 1000), "Greatest encoder noise, counts.", options ->
                    (long) options.noiseCounts());
    static final Key<Double> COULOMB_FRICTION = simulation(
            "coulombFriction",
            ValueType.quantity(Dimension.FORCE, "0N", "100N"),
            "Coulomb friction of the true cart, unknown to the controller.",
            SimulationOptions::coulombFriction);
    static final Key<Double> MASS_FACTOR = simulation(
            "massFactor",
            ValueType.quantity(Dimension.NONE, "0.1", "10"),
            "True link mass and inertia as a multiple of the nominal ones.",
            SimulationOptions::massFactor);
    static final Key<List<Disturbance>> DISTURBANCES = simulation(
            "disturbances",
            new DisturbancesType(),
            "Forces on the cart, timed from the release.",
            SimulationOptions::disturbances);
    static final Key<Long> SEED = simulation(
            "seed", ValueType.whole(0, Long.MAX_VALUE), "Seed of the encoder noise.", SimulationOptions::seed);

    static final Key<Long> TIMING_WINDOW = selftest(
            "timingWindow",
            ValueType.duration("100ms", "600s"),
            "Length of one timing window.",
            SelfTestSettings::timingWindowNanos);
    static final Key<Long> TIMING_ATTEMPTS = selftest(
            "timingAttempts", ValueType.whole(1, 20), "How many windows may be tried; all are reported.", test ->
                    (long) test.timingAttempts());
    static final Key<Double> WAKEUP_P99 = selftest(
            "wakeupP99",
            share(),
            "Greatest 99th percentile of the wake-up latency, as a share of the period.",
            SelfTestSettings::wakeupP99Share);
    static final Key<Double> CYCLE_P999 = selftest(
            "cycleP999",
            share(),
            "Greatest 99.9th percentile of the cycle time, as a share of the period.",
            SelfTestSettings::cycleP999Share);
    static final Key<Long> MINIMUM_DISK_FREE = selftest(
            "minimumDiskFree",
            new StorageType(0, 1_000_000_000_000_000L),
            "Least free space for run folders.",
            SelfTestSettings::minimumDiskFreeBytes);

    /** The rig and its loop: what stands before the laws. */
    static final List<CatalogueItem> RIG = List.of(
            section("rig", "Which rig this is.", NAME, BACKEND),
            section(
                    "plant",
                    "Nominal physical parameters: what the laws and the estimators are designed for.",
                    CART_MASS,
                    CART_DAMPING,
                    GRAVITY,
                    LINK1.section("The link on the cart."),
                    LINK2.section("The link on link 1.")),
            section(
                    "sensors",
                    "Incremental encoders on the cart's pulley and on both joints.",
                    PULLEY_RADIUS,
                    CART_COUNTS,
                    LINK1_COUNTS,
                    LINK2_COUNTS,
                    POSITION_ZERO,
                    ANGLE1_ZERO,
                    ANGLE2_ZERO,
                    IDEAL),
            section("actuator", "The motor.", LAG, DELAY, WATCHDOG),
            section(
                    "limits",
                    "Mechanical and safety limits.",
                    FORCE,
                    SLEW,
                    RAIL,
                    section(
                            "limits.envelope",
                            "Outside it the loop trips: safe command in the same cycle.",
                            ENVELOPE_POSITION,
                            ENVELOPE_ANGLE,
                            ENVELOPE_VELOCITY,
                            ENVELOPE_RATE,
                            ANGLE_JUMP,
                            POSITION_JUMP,
                            STALE_CYCLES),
                    section(
                            "limits.capture",
                            "Inside it, for a while, the loop engages.",
                            CAPTURE_POSITION,
                            CAPTURE_ANGLE,
                            CAPTURE_RATE,
                            DWELL,
                            CAPTURE_TIMEOUT)),
            section(
                    "loop",
                    "Timing of the loop.",
                    PERIOD,
                    PRIORITY,
                    CPU,
                    SPIN,
                    OVERRUN_POLICY,
                    MAX_CONSECUTIVE_MISSES,
                    MAX_MISSES_PER_1000,
                    WARMUP));

    /** What stands after the laws. */
    static final List<CatalogueItem> TESTING = List.of(
            section(
                    "simulation",
                    "What only the simulated rig has.",
                    INITIAL_STATE,
                    NOISE_COUNTS,
                    COULOMB_FRICTION,
                    MASS_FACTOR,
                    DISTURBANCES,
                    SEED),
            section(
                    "selftest",
                    "Thresholds of the self-test.",
                    TIMING_WINDOW,
                    TIMING_ATTEMPTS,
                    WAKEUP_P99,
                    CYCLE_P999,
                    MINIMUM_DISK_FREE));

    private ConfigKeys() {}

    /** The five keys of one link. */
    record LinkKeys(
            String path,
            Key<Double> mass,
            Key<Double> length,
            Key<Double> centre,
            Key<Double> inertia,
            Key<Double> damping) {
        static LinkKeys of(String path, Function<RigConfig, LinkParameters> link) {
            return new LinkKeys(
                    path,
                    new Key<>(
                            path + ".mass",
                            ValueType.quantity(Dimension.MASS, "0.001kg", "100kg"),
                            "Mass.",
                            link.andThen(LinkParameters::mass)),
                    new Key<>(
                            path + ".length",
                            ValueType.quantity(Dimension.LENGTH, "10mm", "10m"),
                            "From its joint to the next joint, or to its tip.",
                            link.andThen(LinkParameters::length)),
                    new Key<>(
                            path + ".centre",
                            ValueType.quantity(Dimension.LENGTH, "1mm", "10m"),
                            "From its joint to its centre of mass.",
                            link.andThen(LinkParameters::centre)),
                    new Key<>(
                            path + ".inertia",
                            ValueType.quantity(Dimension.INERTIA, "0.000000001kg*m^2", "1000kg*m^2"),
                            "Moment of inertia about the centre of mass.",
                            link.andThen(LinkParameters::inertia)),
                    new Key<>(
                            path + ".damping",
                            ValueType.quantity(Dimension.ANGULAR_DAMPING, "0N*m*s/rad", "100N*m*s/rad"),
                            "Viscous friction of its joint.",
                            link.andThen(LinkParameters::damping)));
        }

        Section section(String text) {
            return new Section(path, text, List.of(mass, length, centre, inertia, damping));
        }
    }

    private static Section section(String path, String text, CatalogueItem... items) {
        return new Section(path, text, List.of(items));
    }

    private static <T> Key<T> key(String path, ValueType<T> type, String text, Function<RigConfig, T> getter) {
        return new Key<>(path, type, text, getter);
    }

    private static Key<Double> plant(
            String name,
            Dimension dimension,
            String least,
            String most,
            String text,
            Function<RigParameters, Double> getter) {
        return key(
                "plant." + name,
                ValueType.quantity(dimension, least, most),
                text,
                config -> getter.apply(config.plant()));
    }

    private static <T> Key<T> sensors(String name, ValueType<T> type, String text, Function<SensorSettings, T> getter) {
        return key("sensors." + name, type, text, config -> getter.apply(config.sensors()));
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
        return key(
                "actuator." + name, ValueType.duration(least, most), text, config -> getter.apply(config.actuator()));
    }

    private static Key<Double> limits(
            String name, Dimension dimension, String least, String most, String text, Function<Limits, Double> getter) {
        return key(
                "limits." + name,
                ValueType.quantity(dimension, least, most),
                text,
                config -> getter.apply(config.limits()));
    }

    private static Key<Double> envelope(
            String name,
            Dimension dimension,
            String least,
            String most,
            String text,
            Function<EnvelopeLimits, Double> getter) {
        return key(
                "limits.envelope." + name,
                ValueType.quantity(dimension, least, most),
                text,
                config -> getter.apply(config.limits().envelope()));
    }

    private static <T> Key<T> capture(String name, ValueType<T> type, String text, Function<CaptureLimits, T> getter) {
        return key(
                "limits.capture." + name,
                type,
                text,
                config -> getter.apply(config.limits().capture()));
    }

    private static <T> Key<T> loop(String name, ValueType<T> type, String text, Function<LoopSettings, T> getter) {
        return key("loop." + name, type, text, config -> getter.apply(config.loop()));
    }

    private static <T> Key<T> simulation(
            String name, ValueType<T> type, String text, Function<SimulationOptions, T> getter) {
        return key("simulation." + name, type, text, config -> getter.apply(config.simulation()));
    }

    private static <T> Key<T> selftest(
            String name, ValueType<T> type, String text, Function<SelfTestSettings, T> getter) {
        return key("selftest." + name, type, text, config -> getter.apply(config.selfTest()));
    }

    private static ValueType<Boolean> toggle() {
        return new ChoiceType<>("value", List.of(true, false), Object::toString);
    }

    private static ValueType<Double> share() {
        return ValueType.quantity(Dimension.SHARE, "0.1%", "100%");
    }

    private static Optional<Long> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of((long) value.getAsInt()) : Optional.empty();
    }
}
