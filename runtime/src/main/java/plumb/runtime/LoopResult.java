package plumb.runtime;

/**
 * How a run of the loop ended and what it counted. Immutable; any thread.
 *
 * @param end where the lifecycle stood at the end
 * @param cause why it ended
 * @param trip why the loop tripped; {@link TripReason#NONE} when it did not
 * @param safe counts of the cycles with safe outputs
 * @param engaged counts of the engaged cycles
 */
public record LoopResult(LifecycleState end, EndCause cause, TripReason trip, Counts safe, Counts engaged) {
    /**
     * Counts of one phase.
     *
     * @param cycles that were run
     * @param overruns cycles the loop was late for: periods were missed, or the cycle before ended after the deadline
     * @param missed whole periods without a cycle
     * @param maxConsecutiveMissed most of them in a row
     * @param budgetKept whether the overrun budget held throughout
     */
    public record Counts(long cycles, long overruns, long missed, long maxConsecutiveMissed, boolean budgetKept) {}

    /** Why the run ended, one line for people. */
    public String reason() {
        return cause == EndCause.TRIPPED ? trip.text() : cause.text();
    }
}
