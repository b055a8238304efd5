package plumb.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/**
 * Which share of the lines between sensor and command is reached by tests: plant model, laws, estimators, and the loop with
 * its envelope, limits and lifecycle. Any thread.
 */
final class CriticalCoverage {
    static final String ID = "critical-component-coverage";

    /** The last one is the loop, the envelope and what they are made of. */
    private static final List<String> PACKAGES =
            List.of("plumb.model", "plumb.control", "plumb.estimate", "plumb.runtime");

    private static final int SHOWN = 3;

    private CriticalCoverage() {}

    static Measurement of(CoverageReport report) {
        if (!report.unreported().isEmpty()) {
            return new NotMeasured("no coverage report of " + String.join(", ", report.unreported()));
        }
        List<TypeCoverage> critical = report.types().stream()
                .filter(type -> PACKAGES.contains(type.packageName()))
                .toList();
        List<String> absent = PACKAGES.stream()
                .filter(name ->
                        critical.stream().noneMatch(type -> type.packageName().equals(name)))
                .toList();
        if (!absent.isEmpty()) {
            return new NotMeasured("the coverage reports do not name " + String.join(", ", absent));
        }
        Coverage all = Coverage.sum(critical);
        if (all.lines() == 0) {
            return new NotMeasured("the coverage reports name no line of " + String.join(", ", PACKAGES));
        }
        return new Measured(
                all.linePercent(),
                "%",
                all.linesCovered() + " of " + all.lines() + " lines of " + String.join(", ", PACKAGES)
                        + leastCovered(critical));
    }

    private static String leastCovered(List<TypeCoverage> types) {
        List<String> least = types.stream()
                .filter(type -> type.coverage().linesCovered() < type.coverage().lines())
                .sorted(Comparator.comparingDouble(type -> type.coverage().linePercent()))
                .limit(SHOWN)
                .map(type -> String.format(
                        Locale.ROOT, "%s %.1f %%", type.type(), type.coverage().linePercent()))
                .toList();
        return least.isEmpty() ? "" : "; least: " + String.join(", ", least);
    }
}
