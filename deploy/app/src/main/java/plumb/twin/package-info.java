/**
 * The twins of a serial rig: the firmware's core, or the microcontroller's image in a simulated processor, with a simulated pendulum, as
 * a process on this machine. Knows no rig and no configuration; what it gives is a port.
 */
@NullMarked
package plumb.twin;

import org.jspecify.annotations.NullMarked;
