/**
 * Control laws from state to force, their sliding surfaces and saturation, and the registry that names them. Runs on the
 * control thread without allocating; knows {@code plumb.model} and, when a law is created, {@code plumb.design}.
 */
@NullMarked
package plumb.control;

import org.jspecify.annotations.NullMarked;
