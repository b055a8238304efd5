/**
 * The rig that a configuration names, as it is really attached: one class for each backend behind one door. Knows
 * {@code plumb.runtime} with its clock and threads, every package of rigs, and the configuration.
 */
@NullMarked
package plumb.attach;

import org.jspecify.annotations.NullMarked;
