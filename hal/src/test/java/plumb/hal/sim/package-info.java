/** Tests of the simulated rig, all in virtual time. */
@NullMarked
package plumb.hal.sim;

import org.jspecify.annotations.NullMarked;
