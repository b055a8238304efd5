package plumb.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.NotMeasured;

/**
 * What a build measured of itself. Immutable; any thread.
 *
 * @param buildSha256 of the code that was measured, 64 hexadecimal digits: the evidence speaks of no other
 * @param measuredAt wall time, for people
 * @param figures what was measured, or why it was not, by the id of the gate; {@code mutation-score} has none
 * @param undocumented every public type, method, command, option and key that has no word for the reader
 */
public record BuildEvidence(
        String buildSha256, Instant measuredAt, Map<String, Measurement> figures, List<String> undocumented) {
    /** Copies map and list. */
    public BuildEvidence {
        figures = Map.copyOf(figures);
        undocumented = List.copyOf(undocumented);
    }

    /** The figure of that id. */
    public Measurement figure(String id) {
        return figures.getOrDefault(id, new NotMeasured("the build evidence says nothing of it"));
    }
}
