package plumb.selftest;

import plumb.runtime.TripReason;

/**
 * One way to leave the envelope, and the very cycle in which the loop must notice. Until then the scene stays just inside the
 * limit, so that a loop which trips too early is found out as well.
 *
 * @param name for the evidence
 * @param expected why the loop must trip
 * @param tripCycle in which cycle, from 0
 * @param estimator whether the scene's estimator replaces the real one
 * @param swinging whether the loop begins with the swing-up
 * @param script what the loop is shown
 */
record BoundsProbe(
        String name,
        TripReason expected,
        long tripCycle,
        boolean estimator,
        boolean swinging,
        ProbeScene.Script script) {}
