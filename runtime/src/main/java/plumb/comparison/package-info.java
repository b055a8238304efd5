/**
 * Laws side by side: the same standard scenarios for each of them, in virtual time, and what they add up to. Knows
 * {@code plumb.simulation} and the floors below.
 */
@NullMarked
package plumb.comparison;

import org.jspecify.annotations.NullMarked;
