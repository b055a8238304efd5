/**
 * Readiness over time: every verdict that was given, kept in an SQLite file, and what a series of them says about a rig. Knows
 * the verdicts of {@code plumb.readiness}; the only package that knows SQL.
 */
@NullMarked
package plumb.history;

import org.jspecify.annotations.NullMarked;
