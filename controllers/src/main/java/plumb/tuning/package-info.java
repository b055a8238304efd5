/**
 * Searches for good gains: a particle swarm and CMA-ES over a space of physically meaningful coordinates. Design time;
 * allocates. Knows {@code plumb.model} and {@code plumb.design}; what a point costs comes from outside.
 */
@NullMarked
package plumb.tuning;

import org.jspecify.annotations.NullMarked;
