/**
 * The simulated rig: the nonlinear plant seen through encoders, motor lag, transport delay, friction and end stops. Knows
 * {@code plumb.hal} and {@code plumb.model}.
 */
@NullMarked
package plumb.hal.sim;

import org.jspecify.annotations.NullMarked;
