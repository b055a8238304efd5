/**
 * What the build measured of itself: tests, coverage, mutants, documentation. Read from the reports and sources of a build,
 * bound to its hash, and read back by the checks on the target. Knows measurements and checks; nothing of verdicts, nor how
 * evidence is written to a file.
 */
@NullMarked
package plumb.evidence;

import org.jspecify.annotations.NullMarked;
