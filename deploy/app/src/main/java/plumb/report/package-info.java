/**
 * The report of a run: one HTML file in the run folder that opens anywhere, without a network. Reads what the folder holds
 * and writes one file; knows the recording's reader and the configuration, nothing of commands. Housekeeping thread.
 */
@NullMarked
package plumb.report;

import org.jspecify.annotations.NullMarked;
