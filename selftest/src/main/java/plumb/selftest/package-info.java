/**
 * Checks: each really measures one thing on the very loop, controller, rig and machine that will run the experiment, and says
 * either what it measured or why it could not. Knows the floors below; knows nothing of thresholds, weights or verdicts.
 */
@NullMarked
package plumb.selftest;

import org.jspecify.annotations.NullMarked;
