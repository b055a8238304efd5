package plumb.evidence;

import java.time.Duration;
import plumb.evidence.PackedEvidence.Absent;
import plumb.evidence.PackedEvidence.Present;
import plumb.selftest.Check;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/**
 * Reads one figure that the build measured back on the target, where it is of the very build that runs. Housekeeping thread.
 *
 * @param id of the figure and the gate
 * @param measures one sentence for people
 * @param packed what is packed beside the code
 * @param buildSha256 of the code that runs
 */
public record EvidenceCheck(String id, String measures, PackedEvidence packed, String buildSha256) implements Check {
    private static final int SHOWN_DIGITS = 12;
    private static final String MAKE = "; evaluated by: ./plumb test";

    @Override
    public Duration expectedDuration() {
        return Duration.ZERO;
    }

    @Override
    public Measurement measure() {
        return switch (packed) {
            case Absent(String reason) -> new NotMeasured(reason + MAKE);
            case Present(BuildEvidence evidence) ->
                evidence.buildSha256().equals(buildSha256)
                        ? figure(evidence)
                        : new NotMeasured("the evidence is of another build, " + shown(evidence.buildSha256())
                                + ", this is " + shown(buildSha256) + MAKE);
        };
    }

    private Measurement figure(BuildEvidence evidence) {
        return switch (evidence.figure(id)) {
            case Measured measured -> measured;
            case NotMeasured(String reason) -> new NotMeasured(reason + MAKE);
        };
    }

    private static String shown(String sha256) {
        return sha256.substring(0, Math.min(SHOWN_DIGITS, sha256.length()));
    }
}
