package plumb.record;

import java.util.List;
import plumb.runtime.LoopResult;

/**
 * What a replay with another law or other settings computed. It claims nothing about identity. Immutable; any thread.
 *
 * @param cycles that were recomputed
 * @param compared those of them that both the recording and the replay were engaged in
 * @param deviations of the force and of every estimated state
 * @param end how the changed loop ended; a loop whose recording ended first was stopped on request
 * @param skipped records after the changed loop's end or a gap
 * @param damages what could not be read
 * @param ending how the recording ends
 * @param dropped records that the recorder had dropped
 */
public record ChangedReplayResult(
        long cycles,
        long compared,
        List<Deviation> deviations,
        LoopResult end,
        long skipped,
        List<Damage> damages,
        Ending ending,
        long dropped) {
    /** Copies the lists. */
    public ChangedReplayResult {
        deviations = List.copyOf(deviations);
        damages = List.copyOf(damages);
    }
}
