/**
 * What the loop needs from Linux: absolute sleep, scheduling class, affinity, locked memory; and what kind of machine it is. The
 * only package with foreign function calls. Knows {@code plumb.runtime.LoopClock} and {@code plumb.config.LoopSettings} only.
 */
@NullMarked
package plumb.runtime.os;

import org.jspecify.annotations.NullMarked;
