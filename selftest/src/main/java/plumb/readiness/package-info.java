/**
 * Gates, verdict and permission: what a measurement must reach, what it weighs, and whether the rig may move. Knows the
 * measurements and checks of {@code plumb.selftest}; does not know how they come about.
 */
@NullMarked
package plumb.readiness;

import org.jspecify.annotations.NullMarked;
