package plumb.estimate;

import plumb.design.ParameterValues;
import plumb.model.RigParameters;

/**
 * What an estimator is designed for. Immutable; housekeeping thread.
 *
 * @param plant nominal physical parameters
 * @param periodSeconds control period, s
 * @param motorLagSeconds first-order lag of the motor force, s; 0 = none
 * @param delaySeconds transport delay from command to motor, s; 0 = none
 * @param positionQuantum resolution of the cart position, m
 * @param angle1Quantum resolution of angle 1, rad
 * @param angle2Quantum resolution of angle 2, rad
 * @param parameters validated against the estimator's {@link EstimatorType#parameters()}
 */
public record EstimatorSetup(
        RigParameters plant,
        double periodSeconds,
        double motorLagSeconds,
        double delaySeconds,
        double positionQuantum,
        double angle1Quantum,
        double angle2Quantum,
        ParameterValues parameters) {}
