package plumb.hal.sim;

import java.util.List;
import plumb.hal.Calibration;
import plumb.model.RigParameters;
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
        long seed) {}
