/**
 * Identification: fits the physical parameters of a rig to a log of its motion, by output error with multiple shooting. Allocates,
 * takes seconds, reads and writes nothing; never in the loop. Knows {@code plumb.model} only.
 */
@NullMarked
package plumb.identify;

import org.jspecify.annotations.NullMarked;
