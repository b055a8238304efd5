/**
 * The control loop: one cycle, its deadlines, safety envelope, overrun budget and lifecycle, in real and in virtual time. Knows
 * {@code plumb.config} and the floors below; whoever watches it does so through {@code CycleListener}.
 */
@NullMarked
package plumb.runtime;

import org.jspecify.annotations.NullMarked;
