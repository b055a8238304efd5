package plumb.evidence;

import java.util.List;
import plumb.selftest.Check;

/** The checks that read the build's evidence back, in the order they are made. Any thread. */
public final class EvidenceChecks {
    private EvidenceChecks() {}

    /** Checks of the packed evidence against the build that runs. */
    public static List<Check> of(PackedEvidence packed, String buildSha256) {
        return List.of(
                new EvidenceCheck(
                        OverallCoverage.ID, "Share of the product's lines that its tests cover.", packed, buildSha256),
                new EvidenceCheck(
                        CriticalCoverage.ID,
                        "Share of the lines of model, laws, estimators, loop and envelope that tests cover.",
                        packed,
                        buildSha256),
                new EvidenceCheck(
                        SafetyCriticalCoverage.ID,
                        "Share of the lines and branches of all safety-critical types that tests cover.",
                        packed,
                        buildSha256),
                new EvidenceCheck(TestPassRate.ID, "Share of the tests that passed.", packed, buildSha256),
                new EvidenceCheck(
                        DocumentationCompleteness.ID,
                        "Share of public types, methods, commands, options and keys that are documented.",
                        packed,
                        buildSha256));
    }
}
