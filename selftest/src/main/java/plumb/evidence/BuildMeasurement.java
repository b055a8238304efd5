package plumb.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.NotMeasured;

/** Measures a build by the reports that its tests left and by its sources. Housekeeping thread. */
public final class BuildMeasurement {
    private BuildMeasurement() {}

    /**
     * Measures.
     *
     * @param top folder of the sources, with the reports of one run of all tests below it
     * @param buildSha256 of the code that came of these sources, 64 hexadecimal digits
     * @param at wall time, for people
     * @param beyondSources what else ought to be documented: commands, options, keys
     * @throws IOException where a report or source cannot be read; a report that is not there leaves its figure absent
     */
    public static BuildEvidence of(Path top, String buildSha256, Instant at, List<DocumentedItem> beyondSources)
            throws IOException {
        BuildTree tree = BuildTree.of(top);
        TestReports tests = TestReports.of(tree);
        CoverageReport coverage = CoverageReport.of(tree);
        List<String> marked = new ArrayList<>();
        List<Path> sources = new ArrayList<>();
        for (BuildTree.Module module : tree.modules()) {
            marked.addAll(SafetyCriticalTypes.of(module));
            sources.addAll(module.sources());
        }
        List<DocumentedItem> documented = new ArrayList<>(DocumentedSources.in(sources));
        documented.addAll(beyondSources);
        return new BuildEvidence(
                buildSha256,
                at,
                Map.of(
                        OverallCoverage.ID, ofAllTests(tests, OverallCoverage.of(coverage)),
                        CriticalCoverage.ID, ofAllTests(tests, CriticalCoverage.of(coverage)),
                        SafetyCriticalCoverage.ID, ofAllTests(tests, SafetyCriticalCoverage.of(coverage, marked)),
                        TestPassRate.ID, TestPassRate.of(tests),
                        DocumentationCompleteness.ID, DocumentationCompleteness.of(documented),
                        MutationScore.ID, ofAllTests(tests, MutationScore.of(tree))),
                DocumentationCompleteness.undocumented(documented));
    }

    /** What some of the tests reach is not what the tests reach. */
    private static Measurement ofAllTests(TestReports tests, Measurement figure) {
        return tests.complete() ? figure : new NotMeasured(tests.gap());
    }
}
