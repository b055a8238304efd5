/**
 * What the loop needs from Linux: absolute sleep, scheduling class, affinity, locked memory. The only package with foreign
 * function calls. Knows {@code plumb.runtime.LoopClock} only.
 */
@NullMarked
package plumb.runtime.os;

import org.jspecify.annotations.NullMarked;
