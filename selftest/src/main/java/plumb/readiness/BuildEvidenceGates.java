package plumb.readiness;

import java.util.List;

/** The gates that are judged by what the build measured of itself and packed beside the code. Immutable; any thread. */
public final class BuildEvidenceGates {
    private static final double ALL = 100;
    private static final double OVERALL_COVERAGE = 85;
    private static final double CRITICAL_COVERAGE = 95;
    private static final double DOCUMENTED = 90;

    private static final List<Gate> GATES = List.of(
            gate(
                    "overall-test-coverage",
                    "Product is covered by tests",
                    OVERALL_COVERAGE,
                    5,
                    false,
                    "Write tests for the modules named in the evidence, then ./plumb test."),
            gate(
                    "critical-component-coverage",
                    "Laws, estimators and loop are covered",
                    CRITICAL_COVERAGE,
                    8,
                    true,
                    "Write tests for the types named in the evidence, then ./plumb test."),
            gate(
                    "safety-critical-coverage",
                    "Safety-critical code is covered wholly",
                    ALL,
                    8,
                    true,
                    "Write tests for the lines and branches of the types named in the evidence, then ./plumb test."),
            gate(
                    "test-pass-rate",
                    "Every test passes",
                    ALL,
                    5,
                    true,
                    "Mend what the tests named in the evidence show, then ./plumb test."),
            gate(
                    "documentation-completeness",
                    "Public code, commands and keys are documented",
                    DOCUMENTED,
                    2,
                    false,
                    "Document what the evidence names, then ./plumb test."));

    private BuildEvidenceGates() {}

    /** In the order they are judged. */
    public static List<Gate> gates() {
        return GATES;
    }

    /** Whether the gate is one of these. */
    static boolean include(Gate gate) {
        return GATES.stream().anyMatch(candidate -> candidate.id().equals(gate.id()));
    }

    private static Gate gate(
            String id, String title, double threshold, double weight, boolean critical, String remedy) {
        return new Gate(id, title, Comparison.AT_LEAST, threshold, "%", weight, critical, remedy);
    }
}
