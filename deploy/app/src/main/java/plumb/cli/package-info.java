/**
 * The {@code plumb} command: one file per command, and what they show to people and programs. Wires the floors below
 * together and knows them all.
 */
@NullMarked
package plumb.cli;

import org.jspecify.annotations.NullMarked;
