/** Tests of the rig on a Raspberry Pi, on chips at register level and a tree of files laid out as the kernel's. */
@NullMarked
package plumb.hal.pi;

import org.jspecify.annotations.NullMarked;
