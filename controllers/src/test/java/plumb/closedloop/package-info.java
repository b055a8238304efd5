/** A bare closed loop of plant, motor, encoders, estimator and law, for the tests of this module. */
@NullMarked
package plumb.closedloop;

import org.jspecify.annotations.NullMarked;
