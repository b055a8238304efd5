/**
 * The flight recorder and what reads its files: every cycle of a run as one fixed-size record, drained from the control
 * thread to disk, readable to the last block whatever ended the run, and replayed bit for bit through the very loop that
 * ran. Knows the loop and the configuration; nothing of command lines.
 */
@NullMarked
package plumb.record;

import org.jspecify.annotations.NullMarked;
