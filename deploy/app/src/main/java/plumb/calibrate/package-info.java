/**
 * Finds out what a serial rig's counts and duties mean: scale factors, signs, zeros, rail, dead zone and force of the motor. Knows the
 * dialogue with the rig and the model of the pendulum; people and files are somebody else's.
 */
@NullMarked
package plumb.calibrate;

import org.jspecify.annotations.NullMarked;
