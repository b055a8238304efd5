package plumb.observe;

import java.util.OptionalDouble;

/**
 * What one engaged run did. Immutable; any thread. Times and rates count missed periods, during which the rig holds the last
 * force. A run that fell, tripped, left the rail or touched an end stop has no settling time and no tail figures.
 *
 * @param engagedCycles cycles with the law in control, the one that tripped included
 * @param engagedAtNanos deadline of the first of them, ns of the loop's clock
 * @param endedAtNanos deadline of the last of them, ns
 * @param overruns engaged cycles that the loop was late for
 * @param missedCycles periods that were missed while engaged
 * @param maxConsecutiveMisses the most that were missed in a row
 * @param fell whether a link lay down: |angle| above pi/2, or a trip on angle or rate
 * @param endStop whether the cart reached an end stop
 * @param tripped whether a trip ended the run
 * @param swingUpSeconds s from engagement until the balancing law took over from a swing-up; empty without one or where it
 *     never came to that. Falling, settling and angles count from there
 * @param settledAtSeconds s since engagement (or since the swing-up) from which both |angles| stayed below 0.02 rad until the end, with |position|
 *     below 0.05 m at the end; empty when the run did not settle
 * @param maxAngle1 greatest |angle| of link 1, rad
 * @param maxAngle2 greatest |angle| of link 2, rad
 * @param maxPosition greatest |cart position|, m
 * @param rmsForce root mean square of the force, N
 * @param peakForce greatest |force|, N
 * @param tailRmsForce root mean square of the force after settling, high-passed at 10 Hz, N; empty when the tail is shorter
 *     than 1 s or the rate too low to tell
 * @param forceVariationPerSecond total variation of the force after settling, N/s; empty when the tail is shorter than 1 s or
 *     the rate too low to tell
 * @param rejectedSamples single positions that the estimator left out because they did not fit its model: jumps and dropouts
 *     of an encoder
 */
public record RunSummary(
        long engagedCycles,
        long engagedAtNanos,
        long endedAtNanos,
        long overruns,
        long missedCycles,
        long maxConsecutiveMisses,
        boolean fell,
        boolean endStop,
        boolean tripped,
        OptionalDouble swingUpSeconds,
        OptionalDouble settledAtSeconds,
        double maxAngle1,
        double maxAngle2,
        double maxPosition,
        double rmsForce,
        double peakForce,
        OptionalDouble tailRmsForce,
        OptionalDouble forceVariationPerSecond,
        long rejectedSamples) {
    /** Time from the first to the last engaged cycle, s. */
    public double engagedSeconds() {
        return (endedAtNanos - engagedAtNanos) / 1e9;
    }
}
