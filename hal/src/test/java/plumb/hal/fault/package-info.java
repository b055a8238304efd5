/** Tests of the faults to order. */
@NullMarked
package plumb.hal.fault;

import org.jspecify.annotations.NullMarked;
