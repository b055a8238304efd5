package plumb.evidence;

import java.util.List;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** Which share of the tests passed. Not measured unless every test class ran. Any thread. */
final class TestPassRate {
    static final String ID = "test-pass-rate";

    private TestPassRate() {}

    static Measurement of(TestReports tests) {
        int judged = tests.run() - tests.skipped();
        if (!tests.complete()) {
            return new NotMeasured(tests.gap());
        }
        if (judged == 0) {
            return new NotMeasured("every test was skipped");
        }
        int passed = judged - tests.failing().size();
        String counts = passed + " passed, " + tests.failing().size() + " failed, " + tests.skipped() + " skipped in "
                + tests.classes() + " classes";
        return new Measured(
                100.0 * passed / judged,
                "%",
                counts
                        + named("; failed: ", tests.failing())
                        + named("; passed only when repeated: ", tests.repeated()));
    }

    private static String named(String what, List<String> tests) {
        return tests.isEmpty() ? "" : what + ShortList.of(tests);
    }
}
