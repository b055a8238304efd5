/**
 * Runs of the very control loop in virtual time: one run, many runs, and what they add up to. Knows
 * {@code plumb.runtime}, {@code plumb.observe} and the floors below.
 */
@NullMarked
package plumb.simulation;

import org.jspecify.annotations.NullMarked;
