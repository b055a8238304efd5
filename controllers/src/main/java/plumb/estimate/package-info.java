/**
 * From sensed positions to the state with velocities. Runs on the control thread without allocating; knows
 * {@code plumb.model} and, when an estimator is created, {@code plumb.design}.
 */
@NullMarked
package plumb.estimate;

import org.jspecify.annotations.NullMarked;
