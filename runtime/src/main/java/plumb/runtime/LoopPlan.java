package plumb.runtime;

/**
 * What one run of the loop is to do. Immutable; any thread.
 *
 * @param safeCycles cycles with the full pipeline and safe outputs before anything else: the warm-up, or the whole
 *     window of a measurement
 * @param tailCycles the last so many of them must be on time, or the warm-up goes on; 0 = no demand
 * @param tailLimitNanos on time means: no period missed and the cycle no longer than this, ns
 * @param capture whether to wait for the capture window; otherwise the first cycle engages
 * @param engage whether to engage at all; otherwise the run ends after the safe cycles
 * @param durationCycles engaged periods; 0 = until stopped
 */
public record LoopPlan(
        long safeCycles, long tailCycles, long tailLimitNanos, boolean capture, boolean engage, long durationCycles) {
    /** The longest warm-up, as a multiple of the planned one, before the run gives up. */
    static final int WARMUP_PATIENCE = 10;

    /** Outputs safe throughout: a measurement of the loop itself. */
    public static LoopPlan safeOutputs(long cycles) {
        return new LoopPlan(cycles, 0, 0, false, false, 0);
    }

    /** Engages in the first cycle: for simulation in virtual time. */
    public static LoopPlan engageAtOnce(long durationCycles) {
        return new LoopPlan(0, 0, 0, false, true, durationCycles);
    }

    /** Warm-up, capture, engage: a run on a rig. */
    public static LoopPlan experiment(long warmupCycles, long periodNanos, long durationCycles) {
        return new LoopPlan(
                warmupCycles, StrictMath.min(warmupCycles, 100), periodNanos / 2, true, true, durationCycles);
    }
}
