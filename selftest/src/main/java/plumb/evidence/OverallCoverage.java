package plumb.evidence;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** Which share of the product's lines is reached by the tests of the same module. Any thread. */
final class OverallCoverage {
    static final String ID = "overall-test-coverage";

    private OverallCoverage() {}

    static Measurement of(CoverageReport report) {
        if (!report.unreported().isEmpty()) {
            return new NotMeasured("no coverage report of " + String.join(", ", report.unreported()));
        }
        Coverage all = Coverage.sum(report.types());
        if (all.lines() == 0) {
            return new NotMeasured("the coverage reports name no line");
        }
        Map<String, Coverage> modules = new LinkedHashMap<>();
        report.types().forEach(type -> modules.merge(type.module(), type.coverage(), Coverage::plus));
        String each = modules.entrySet().stream()
                .map(module -> String.format(
                        Locale.ROOT,
                        "%s %.1f %%",
                        module.getKey(),
                        module.getValue().linePercent()))
                .collect(Collectors.joining(", "));
        return new Measured(all.linePercent(), "%", all.linesCovered() + " of " + all.lines() + " lines: " + each);
    }
}
