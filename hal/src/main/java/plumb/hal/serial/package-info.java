/**
 * The rig on a microcontroller behind USB or a UART: frames and their checksum, the session with the firmware, the clock of
 * the rig, and the adapter to the port. Speaks version 1 of the serial protocol; knows {@code plumb.hal} only.
 */
@NullMarked
package plumb.hal.serial;

import org.jspecify.annotations.NullMarked;
