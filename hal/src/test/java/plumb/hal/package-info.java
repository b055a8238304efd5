/** Tests of the hardware abstraction, and {@link plumb.hal.RigContract}, which every rig's tests extend. */
@NullMarked
package plumb.hal;

import org.jspecify.annotations.NullMarked;
