/**
 * The twin of a serial rig: the firmware's core with a simulated pendulum, as a process on this machine. Knows no rig and no
 * configuration; what it gives is a port.
 */
@NullMarked
package plumb.twin;

import org.jspecify.annotations.NullMarked;
