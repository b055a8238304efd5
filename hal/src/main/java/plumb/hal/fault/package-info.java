/**
 * Faults to order: a decorator around any rig whose encoders go wrong when they are told to. Knows {@code plumb.hal} only; what a
 * line does wrong is in {@code plumb.hal.serial}.
 */
@NullMarked
package plumb.hal.fault;

import org.jspecify.annotations.NullMarked;
