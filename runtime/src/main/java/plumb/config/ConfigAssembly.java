package plumb.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.hipparchus.complex.Complex;
import plumb.control.ControllerType;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.estimate.EstimatorType;
import plumb.model.LinkParameters;
import plumb.model.RigParameters;

/** Puts checked settings into the records of the program. Any thread. */
final class ConfigAssembly {
    private static final long LEAST_WATCHDOG_NANOS = 20_000_000;
    private static final int WATCHDOG_PERIODS = 3;

    private final Settings settings;

    private ConfigAssembly(Settings settings) {
        this.settings = settings;
    }

    static RigConfig assemble(ConfigCatalogue catalogue, Settings settings) {
        return new ConfigAssembly(settings).rig(catalogue);
    }

    /** The watchdog as set, or twenty milliseconds and at least three periods. */
    static long watchdogNanos(Settings settings) {
        return settings.get(RigKeys.WATCHDOG)
                .orElse(StrictMath.max(LEAST_WATCHDOG_NANOS, WATCHDOG_PERIODS * settings.get(LoopKeys.PERIOD)));
    }

    private RigConfig rig(ConfigCatalogue catalogue) {
        return new RigConfig(
                settings.get(RigKeys.NAME),
                settings.get(RigKeys.BACKEND),
                plant(),
                sensors(),
                new ActuatorSettings(settings.get(RigKeys.LAG), settings.get(RigKeys.DELAY), watchdogNanos(settings)),
                SerialKeys.settings(settings),
                PiKeys.settings(settings),
                limits(),
                loop(),
                settings.get(catalogue.controller()),
                settings.get(catalogue.nextControllers()),
                controllers(catalogue),
                settings.get(catalogue.estimator()),
                estimators(catalogue),
                settings.get(SwingUpKeys.START),
                swingUp(catalogue),
                simulation(),
                selfTest(),
                recorder(),
                BrokerKeys.settings(settings),
                new HistorySettings(settings.get(HistoryKeys.FILE), whole(HistoryKeys.KEEP)));
    }

    private RigParameters plant() {
        return new RigParameters(
                settings.get(RigKeys.CART_MASS),
                settings.get(RigKeys.CART_DAMPING),
                0, // Coulomb friction is what the design does not know: simulation.coulombFriction
                link(RigKeys.LINK1),
                link(RigKeys.LINK2),
                settings.get(RigKeys.GRAVITY));
    }

    private LinkParameters link(LinkKeys keys) {
        return new LinkParameters(
                settings.get(keys.mass()),
                settings.get(keys.length()),
                settings.get(keys.centre()),
                settings.get(keys.inertia()),
                settings.get(keys.damping()));
    }

    private SensorSettings sensors() {
        return new SensorSettings(
                settings.get(RigKeys.PULLEY_RADIUS),
                settings.get(RigKeys.CART_COUNTS),
                settings.get(RigKeys.LINK1_COUNTS),
                settings.get(RigKeys.LINK2_COUNTS),
                settings.get(RigKeys.POSITION_ZERO),
                settings.get(RigKeys.ANGLE1_ZERO),
                settings.get(RigKeys.ANGLE2_ZERO),
                settings.get(RigKeys.IDEAL));
    }

    private Limits limits() {
        return new Limits(
                settings.get(LimitKeys.FORCE),
                settings.get(LimitKeys.SLEW),
                settings.get(LimitKeys.RAIL),
                new EnvelopeLimits(
                        settings.get(LimitKeys.ENVELOPE_POSITION),
                        settings.get(LimitKeys.ENVELOPE_ANGLE),
                        settings.get(LimitKeys.ENVELOPE_VELOCITY),
                        settings.get(LimitKeys.ENVELOPE_RATE),
                        settings.get(LimitKeys.SWING_RATE),
                        settings.get(LimitKeys.ANGLE_JUMP),
                        settings.get(LimitKeys.POSITION_JUMP),
                        whole(LimitKeys.STALE_CYCLES)),
                new CaptureLimits(
                        settings.get(LimitKeys.CAPTURE_POSITION),
                        settings.get(LimitKeys.CAPTURE_ANGLE),
                        settings.get(LimitKeys.CAPTURE_RATE),
                        settings.get(LimitKeys.DWELL),
                        settings.get(LimitKeys.CAPTURE_TIMEOUT)));
    }

    private LoopSettings loop() {
        Optional<Long> misses = settings.get(LoopKeys.MAX_CONSECUTIVE_MISSES);
        Optional<Long> spin = settings.get(LoopKeys.SPIN);
        return new LoopSettings(
                settings.get(LoopKeys.PERIOD),
                whole(LoopKeys.PRIORITY),
                StrictMath.toIntExact(settings.get(LoopKeys.CPU).orElse(-1L)),
                spin.isPresent() ? OptionalLong.of(spin.get()) : OptionalLong.empty(),
                settings.get(LoopKeys.KEEP_AWAKE),
                settings.get(LoopKeys.OVERRUN_POLICY),
                misses.isPresent() ? OptionalInt.of(StrictMath.toIntExact(misses.get())) : OptionalInt.empty(),
                whole(LoopKeys.MAX_MISSES_PER_1000),
                settings.get(LoopKeys.WARMUP));
    }

    private Map<String, ParameterValues> controllers(ConfigCatalogue catalogue) {
        Map<String, ParameterValues> values = new LinkedHashMap<>();
        for (ControllerType type : catalogue.controllerTypes()) {
            values.put(type.name(), parameters(catalogue, "controllers." + type.name(), type.parameters()));
        }
        return values;
    }

    private Map<String, ParameterValues> estimators(ConfigCatalogue catalogue) {
        Map<String, ParameterValues> values = new LinkedHashMap<>();
        for (EstimatorType type : catalogue.estimatorTypes()) {
            values.put(type.name(), parameters(catalogue, "estimators." + type.name(), type.parameters()));
        }
        return values;
    }

    private ParameterValues parameters(ConfigCatalogue catalogue, String path, List<ParameterSpec> specs) {
        ParameterValues values = ParameterValues.none();
        for (ParameterSpec spec : specs) {
            List<Complex> value = settings.get(catalogue.parameter(path + "." + spec.name()));
            values = values.with(spec.name(), value);
        }
        return values;
    }

    private SwingUpSettings swingUp(ConfigCatalogue catalogue) {
        return new SwingUpSettings(
                settings.get(SwingUpKeys.PLAN),
                settings.get(catalogue.swingUpEstimator()),
                settings.get(SwingUpKeys.STATE_WEIGHTS).stream()
                        .map(Complex::getReal)
                        .toList(),
                settings.get(SwingUpKeys.FORCE_WEIGHT).getFirst().getReal(),
                new SwingUpSettings.HandOverLimits(
                        settings.get(SwingUpKeys.POSITION),
                        settings.get(SwingUpKeys.ANGLE),
                        settings.get(SwingUpKeys.VELOCITY),
                        settings.get(SwingUpKeys.RATE),
                        settings.get(SwingUpKeys.GRACE)));
    }

    private SimulationOptions simulation() {
        return new SimulationOptions(
                settings.get(TestingKeys.INITIAL_STATE),
                settings.get(TestingKeys.HANGING_STATE),
                whole(TestingKeys.NOISE_COUNTS),
                settings.get(TestingKeys.COULOMB_FRICTION),
                settings.get(TestingKeys.MASS_FACTOR),
                settings.get(TestingKeys.DISTURBANCES),
                settings.get(TestingKeys.SEED));
    }

    private SelfTestSettings selfTest() {
        return new SelfTestSettings(
                settings.get(TestingKeys.TIMING_WINDOW),
                whole(TestingKeys.TIMING_ATTEMPTS),
                settings.get(TestingKeys.WAKEUP_P99),
                settings.get(TestingKeys.CYCLE_P999),
                settings.get(TestingKeys.STABILITY_TIME),
                settings.get(TestingKeys.MINIMUM_DISK_FREE),
                settings.get(TestingKeys.LEASE),
                settings.get(TestingKeys.EVIDENCE_AGE));
    }

    private RecorderSettings recorder() {
        return new RecorderSettings(
                settings.get(RecorderKeys.ENABLED),
                settings.get(RecorderKeys.BUFFER),
                settings.get(RecorderKeys.SYNC),
                settings.get(RecorderKeys.MAX_FILE_SIZE),
                whole(RecorderKeys.MAX_FILES));
    }

    private int whole(Key<Long> key) {
        return StrictMath.toIntExact(settings.get(key));
    }
}
