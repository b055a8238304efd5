package plumb.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
        return settings.get(ConfigKeys.WATCHDOG)
                .orElse(StrictMath.max(LEAST_WATCHDOG_NANOS, WATCHDOG_PERIODS * settings.get(ConfigKeys.PERIOD)));
    }

    private RigConfig rig(ConfigCatalogue catalogue) {
        return new RigConfig(
                settings.get(ConfigKeys.NAME),
                settings.get(ConfigKeys.BACKEND),
                plant(),
                sensors(),
                new ActuatorSettings(
                        settings.get(ConfigKeys.LAG), settings.get(ConfigKeys.DELAY), watchdogNanos(settings)),
                limits(),
                loop(),
                settings.get(catalogue.controller()),
                controllers(catalogue),
                settings.get(catalogue.estimator()),
                estimators(catalogue),
                simulation(),
                selfTest());
    }

    private RigParameters plant() {
        return new RigParameters(
                settings.get(ConfigKeys.CART_MASS),
                settings.get(ConfigKeys.CART_DAMPING),
                0, // Coulomb friction is what the design does not know: simulation.coulombFriction
                link(ConfigKeys.LINK1),
                link(ConfigKeys.LINK2),
                settings.get(ConfigKeys.GRAVITY));
    }

    private LinkParameters link(ConfigKeys.LinkKeys keys) {
        return new LinkParameters(
                settings.get(keys.mass()),
                settings.get(keys.length()),
                settings.get(keys.centre()),
                settings.get(keys.inertia()),
                settings.get(keys.damping()));
    }

    private SensorSettings sensors() {
        return new SensorSettings(
                settings.get(ConfigKeys.PULLEY_RADIUS),
                settings.get(ConfigKeys.CART_COUNTS),
                settings.get(ConfigKeys.LINK1_COUNTS),
                settings.get(ConfigKeys.LINK2_COUNTS),
                settings.get(ConfigKeys.POSITION_ZERO),
                settings.get(ConfigKeys.ANGLE1_ZERO),
                settings.get(ConfigKeys.ANGLE2_ZERO),
                settings.get(ConfigKeys.IDEAL));
    }

    private Limits limits() {
        return new Limits(
                settings.get(ConfigKeys.FORCE),
                settings.get(ConfigKeys.SLEW),
                settings.get(ConfigKeys.RAIL),
                new EnvelopeLimits(
                        settings.get(ConfigKeys.ENVELOPE_POSITION),
                        settings.get(ConfigKeys.ENVELOPE_ANGLE),
                        settings.get(ConfigKeys.ENVELOPE_VELOCITY),
                        settings.get(ConfigKeys.ENVELOPE_RATE),
                        settings.get(ConfigKeys.ANGLE_JUMP),
                        settings.get(ConfigKeys.POSITION_JUMP),
                        whole(ConfigKeys.STALE_CYCLES)),
                new CaptureLimits(
                        settings.get(ConfigKeys.CAPTURE_POSITION),
                        settings.get(ConfigKeys.CAPTURE_ANGLE),
                        settings.get(ConfigKeys.CAPTURE_RATE),
                        settings.get(ConfigKeys.DWELL),
                        settings.get(ConfigKeys.CAPTURE_TIMEOUT)));
    }

    private LoopSettings loop() {
        Optional<Long> misses = settings.get(ConfigKeys.MAX_CONSECUTIVE_MISSES);
        return new LoopSettings(
                settings.get(ConfigKeys.PERIOD),
                whole(ConfigKeys.PRIORITY),
                StrictMath.toIntExact(settings.get(ConfigKeys.CPU).orElse(-1L)),
                settings.get(ConfigKeys.SPIN),
                settings.get(ConfigKeys.OVERRUN_POLICY),
                misses.isPresent() ? OptionalInt.of(StrictMath.toIntExact(misses.get())) : OptionalInt.empty(),
                whole(ConfigKeys.MAX_MISSES_PER_1000),
                settings.get(ConfigKeys.WARMUP));
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

    private SimulationOptions simulation() {
        return new SimulationOptions(
                settings.get(ConfigKeys.INITIAL_STATE),
                whole(ConfigKeys.NOISE_COUNTS),
                settings.get(ConfigKeys.COULOMB_FRICTION),
                settings.get(ConfigKeys.MASS_FACTOR),
                settings.get(ConfigKeys.DISTURBANCES),
                settings.get(ConfigKeys.SEED));
    }

    private SelfTestSettings selfTest() {
        return new SelfTestSettings(
                settings.get(ConfigKeys.TIMING_WINDOW),
                whole(ConfigKeys.TIMING_ATTEMPTS),
                settings.get(ConfigKeys.WAKEUP_P99),
                settings.get(ConfigKeys.CYCLE_P999),
                settings.get(ConfigKeys.MINIMUM_DISK_FREE));
    }

    private int whole(Key<Long> key) {
        return StrictMath.toIntExact(settings.get(key));
    }
}
