package plumb.record;

import java.util.List;
import java.util.Optional;

/**
 * What a replay found. Immutable; any thread.
 *
 * @param cycles that were recomputed and are alike in every bit
 * @param firstDifference the first that is not
 * @param skipped records after a gap or the first difference: not recomputed
 * @param damages what could not be read
 * @param ending how the recording ends
 * @param dropped records that the recorder had dropped
 */
public record ReplayResult(
        long cycles,
        Optional<Difference> firstDifference,
        long skipped,
        List<Damage> damages,
        Ending ending,
        long dropped) {
    /** Copies the list. */
    public ReplayResult {
        damages = List.copyOf(damages);
    }

    /** Whether every cycle of the recording was recomputed with the same bits, and nothing of it is damaged or missing. */
    public boolean identical() {
        return firstDifference.isEmpty() && skipped == 0 && damages.isEmpty() && ending != Ending.FILE_MISSING;
    }
}
