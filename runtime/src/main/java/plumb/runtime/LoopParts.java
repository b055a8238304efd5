package plumb.runtime;

import org.jspecify.annotations.Nullable;
import plumb.config.CaptureLimits;
import plumb.config.LoopSettings;
import plumb.control.Controller;
import plumb.control.SwingUp;
import plumb.estimate.StateEstimator;
import plumb.hal.Calibration;
import plumb.hal.Rig;

/**
 * What a control loop is made of. The parts are stateful: one set belongs to one loop at a time.
 *
 * @param rig open
 * @param calibration of the rig's counts
 * @param estimator the estimator that the law sees
 * @param handEstimator model-free estimator for the time before engagement, when a hand and not the model holds the
 *     pendulum
 * @param controller the law
 * @param swingUp swings a hanging pendulum up and hands over to {@code controller}; {@code null} for an upright start
 * @param envelope trips
 * @param actuation last limit before the motor
 * @param capture window in which the loop engages
 * @param settings timing
 * @param maxConsecutiveMisses overrun budget in a row, derived or configured
 */
public record LoopParts(
        Rig rig,
        Calibration calibration,
        StateEstimator estimator,
        StateEstimator handEstimator,
        Controller controller,
        @Nullable SwingUp swingUp,
        SafetyEnvelope envelope,
        ActuationLimit actuation,
        CaptureLimits capture,
        LoopSettings settings,
        int maxConsecutiveMisses) {}
