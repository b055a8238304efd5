/**
 * The hardware abstraction: the {@link plumb.hal.Rig} contract, its frames and commands, and the calibration from raw counts to SI
 * units. Knows {@code plumb.model} and the reading type of {@code plumb.estimate}; knows nothing of loops or files.
 */
@NullMarked
package plumb.hal;

import org.jspecify.annotations.NullMarked;
