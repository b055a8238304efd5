package plumb.evidence;

import java.util.List;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** Which share of the lines and branches of everything marked as safety-critical is reached by tests. Any thread. */
final class SafetyCriticalCoverage {
    static final String ID = "safety-critical-coverage";

    private SafetyCriticalCoverage() {}

    /** Of the marked types; types nested in one belong to it. */
    static Measurement of(CoverageReport report, List<String> marked) {
        if (!report.unreported().isEmpty()) {
            return new NotMeasured("no coverage report of " + String.join(", ", report.unreported()));
        }
        if (marked.isEmpty()) {
            return new NotMeasured("nothing is marked as safety-critical");
        }
        List<String> absent = marked.stream()
                .filter(name -> report.types().stream().noneMatch(type -> type.belongsTo(name)))
                .toList();
        if (!absent.isEmpty()) {
            return new NotMeasured("the coverage reports do not name " + ShortList.of(absent));
        }
        List<TypeCoverage> critical = report.types().stream()
                .filter(type -> marked.stream().anyMatch(type::belongsTo))
                .toList();
        Coverage all = Coverage.sum(critical);
        if (all.lines() == 0) {
            return new NotMeasured("the coverage reports name no line of a safety-critical type");
        }
        List<String> wanting = critical.stream()
                .filter(type -> !type.coverage().whole())
                .map(TypeCoverage::type)
                .toList();
        return new Measured(
                100.0 * (all.linesCovered() + all.branchesCovered()) / (all.lines() + all.branches()),
                "%",
                all.linesCovered() + " of " + all.lines() + " lines and " + all.branchesCovered() + " of "
                        + all.branches() + " branches of " + marked.size() + " types"
                        + (wanting.isEmpty() ? "" : "; not wholly: " + ShortList.of(wanting)));
    }
}
