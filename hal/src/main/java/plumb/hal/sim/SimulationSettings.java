package plumb.hal.sim;

import java.util.List;
import plumb.hal.Calibration;
import plumb.model.RigParameters;
import plumb.model.State;
import plumb.model.StateView;

/**
 * Everything that makes one simulated rig. Immutable; housekeeping thread.
 *
 * @param identity the simulated rig's serial number
 * @param plant true physical parameters (they may differ from the nominal ones a controller is designed for)
 * @param calibration true scale of the encoders: the same that the loop uses to convert back
 * @param sensesRates whether frames carry rates
 * @param noiseCounts encoder noise: uniform integer of at most this magnitude added to each position count
 * @param forceLimit what the motor delivers at most, N
 * @param motorLagNanos first-order lag of the motor force, ns
 * @param delayNanos transport delay from command to motor, ns
 * @param watchdogNanos the simulated firmware stops the motor after this long without a command, ns
 * @param railHalfLength the cart hits an end stop at plus and minus this position, m
 * @param initialState where the operator's hand holds the pendulum until the motor is first enabled
 * @param disturbances forces on the cart, timed from the release
 * @param seed of the encoder noise
 */
public record SimulationSettings(
        String identity,
        RigParameters plant,
        Calibration calibration,
        boolean sensesRates,
        int noiseCounts,
        double forceLimit,
        long motorLagNanos,
        long delayNanos,
        long watchdogNanos,
        double railHalfLength,
        StateView initialState,
        List<Disturbance> disturbances,
        long seed) {
    /** Longest transport delay that is simulated, ns. */
    public static final long LONGEST_DELAY_NANOS = 1_000_000_000;

    /** Most encoder noise that is simulated, counts. */
    public static final int MOST_NOISE_COUNTS = 1_000_000;

    /** Checks every component; throws {@link IllegalArgumentException} with the one that is wrong and what is allowed. */
    public SimulationSettings {
        if (sensesRates != calibration.sensesRates()) {
            throw new IllegalArgumentException(
                    sensesRates
                            ? "the rig senses rates, but its calibration has no rate quanta"
                            : "the rig senses no rates, but its calibration has rate quanta");
        }
        within("noiseCounts", noiseCounts, 0, MOST_NOISE_COUNTS, "counts");
        finiteAndPositive("forceLimit", forceLimit, "N");
        within("motorLagNanos", motorLagNanos, 0, Long.MAX_VALUE, "ns");
        within("delayNanos", delayNanos, 0, LONGEST_DELAY_NANOS, "ns");
        within("watchdogNanos", watchdogNanos, 1, Long.MAX_VALUE, "ns");
        finiteAndPositive("railHalfLength", railHalfLength, "m");
        // A copy: whoever gave the state may go on changing it.
        State start = new State();
        start.set(initialState);
        initialState = start;
        finite("position", start.position());
        finite("angle1", start.angle1());
        finite("angle2", start.angle2());
        finite("velocity", start.velocity());
        finite("rate1", start.rate1());
        finite("rate2", start.rate2());
        if (StrictMath.abs(start.position()) >= railHalfLength) {
            throw new IllegalArgumentException("initialState: position is " + start.position()
                    + " m, must be between the end stops at +-" + railHalfLength + " m");
        }
        disturbances = List.copyOf(disturbances);
    }

    private static void within(String name, long value, long least, long most, String unit) {
        if (value < least || value > most) {
            String allowed = most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
            throw new IllegalArgumentException(name + " is " + value + " " + unit + ", must be " + allowed);
        }
    }

    private static void finiteAndPositive(String name, double value, String unit) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + " " + unit + ", must be finite and above 0");
        }
    }

    private static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("initialState: " + name + " is " + value + ", must be finite");
        }
    }
}
