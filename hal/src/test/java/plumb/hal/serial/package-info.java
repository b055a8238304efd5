/** Tests of the serial rig, against a model of the firmware in virtual time and against the frames both sides share. */
@NullMarked
package plumb.hal.serial;

import org.jspecify.annotations.NullMarked;
