package plumb.comparison;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import plumb.config.ActuatorSettings;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;

/** What the true rig is worse in, step by step, while law and estimator are designed for the nominal one. */
public enum Criterion {
    /** True mass and inertia of both links, as a multiple of the nominal ones. */
    MASS("link mass and inertia", "x nominal", 0.5, 1.5),
    /** Transport delay on top of the nominal one. */
    DELAY("more delay", "ms", 0, 20),
    /** Greatest error of each measured angle, uniform, in every sample; the cart's encoder turns by as much. */
    NOISE("noise of the angles", "mrad", 0, 20),
    /** Force that the motor gives, as a multiple of what was commanded. */
    FORCE_GAIN("force gain", "x commanded", 0.1, 2.1);

    /** Steps of each criterion. */
    public static final int STEPS = 21;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLI = 1e-3;

    private final String title;
    private final String unit;
    private final double from;
    private final double to;

    Criterion(String title, String unit, double from, double to) {
        this.title = title;
        this.unit = unit;
        this.from = from;
        this.to = to;
    }

    /** Stable name. */
    public String id() {
        return switch (this) {
            case FORCE_GAIN -> "forceGain";
            case MASS, DELAY, NOISE -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** Unit of the values. */
    public String unit() {
        return unit;
    }

    /** Values of the steps. */
    public List<Double> steps() {
        return IntStream.range(0, STEPS)
                // With two places: sums of tenths would show the dust of binary fractions.
                .mapToObj(i -> StrictMath.rint(100 * (from + (to - from) * i / (STEPS - 1))) / 100)
                .toList();
    }

    /** A trial on a rig that is off by a value. */
    Trial trial(RigConfig nominal, double seconds, double value) {
        return switch (this) {
            case MASS -> Trial.of(heavier(nominal, value), seconds);
            case DELAY -> Trial.of(nominal.withActuator(delayed(nominal.actuator(), value)), seconds);
            case NOISE -> new Trial(nominal, seconds, new Imperfection(1, value * MILLI), false);
            case FORCE_GAIN -> new Trial(nominal, seconds, new Imperfection(value, 0), false);
        };
    }

    private static ActuatorSettings delayed(ActuatorSettings motor, double millis) {
        return new ActuatorSettings(
                motor.lagNanos(),
                motor.delayNanos() + StrictMath.round(millis * NANOS_PER_MILLI),
                motor.watchdogNanos());
    }

    private static RigConfig heavier(RigConfig nominal, double factor) {
        SimulationOptions options = nominal.simulation();
        return nominal.withSimulation(new SimulationOptions(
                options.initialState(),
                options.hangingState(),
                options.noiseCounts(),
                options.coulombFriction(),
                options.massFactor() * factor,
                options.disturbances(),
                options.seed()));
    }
}
