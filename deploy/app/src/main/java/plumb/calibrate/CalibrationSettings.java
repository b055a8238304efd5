package plumb.calibrate;

import plumb.model.RigParameters;

/**
 * What has to be known beforehand. Immutable; any thread.
 *
 * @param plant masses, lengths and friction, as weighed and measured
 * @param lagSeconds of the motor's force, s
 * @param travel of the cart between the points where its limit switches trip, m, as measured with a tape
 * @param pulleyRadius roughly, m: for the cart's speed on the way to its ends
 */
public record CalibrationSettings(RigParameters plant, double lagSeconds, double travel, double pulleyRadius) {}
