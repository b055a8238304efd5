package plumb.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamReader;

/**
 * The test reports of all modules (Surefire's and Failsafe's XML). Immutable; any thread.
 *
 * @param classes how many classes reported
 * @param run how many tests ran or were skipped
 * @param skipped how many of them were skipped
 * @param failing every test that failed, as {@code Class.method}
 * @param repeated every test that failed and passed when it was run once more, as {@code Class.method}
 * @param unreported test classes in the sources of which there is no report: they did not run
 */
record TestReports(
        int classes, int run, int skipped, List<String> failing, List<String> repeated, List<String> unreported) {
    /** Reads them. */
    static TestReports of(BuildTree tree) throws IOException {
        Tally tally = new Tally();
        List<String> unreported = new ArrayList<>();
        int classes = 0;
        for (BuildTree.Module module : tree.modules()) {
            List<Path> reports = module.testReports();
            classes += reports.size();
            for (Path report : reports) {
                XmlElements.visit(report, tally::count);
            }
            List<String> names = reports.stream()
                    .map(report -> report.getFileName().toString())
                    .toList();
            for (Path source : module.testSources()) {
                String type = typeOf(module.folder().resolve("src/test/java").relativize(source));
                if (names.stream()
                        .noneMatch(name ->
                                name.equals("TEST-" + type + ".xml") || name.startsWith("TEST-" + type + "$"))) {
                    unreported.add(type);
                }
            }
        }
        return new TestReports(
                classes,
                tally.run,
                tally.skipped,
                List.copyOf(tally.failing),
                List.copyOf(tally.repeated),
                List.copyOf(unreported));
    }

    /** Whether every test class ran. */
    boolean complete() {
        return unreported.isEmpty() && run > 0;
    }

    /** What did not run, one line; only where not {@link #complete}. */
    String gap() {
        return run == 0
                ? "there is no report of any test"
                : unreported.size() + " test classes did not run: " + ShortList.of(unreported);
    }

    private static String typeOf(Path source) {
        String path = source.toString().replace('/', '.');
        return path.substring(0, path.length() - ".java".length());
    }

    private static final class Tally {
        private int run;
        private int skipped;
        private final List<String> failing = new ArrayList<>();
        private final List<String> repeated = new ArrayList<>();
        private String test = "";
        private boolean judged;

        void count(String element, XMLStreamReader reader) {
            switch (element) {
                case "testcase" -> {
                    run++;
                    test = reader.getAttributeValue(null, "classname") + "." + reader.getAttributeValue(null, "name");
                    judged = false;
                }
                case "failure", "error" -> {
                    if (!judged) {
                        failing.add(test);
                        judged = true;
                    }
                }
                case "flakyFailure", "flakyError" -> {
                    if (!judged) {
                        repeated.add(test);
                        judged = true;
                    }
                }
                case "skipped" -> skipped++;
                default -> {
                    // Properties and output.
                }
            }
        }
    }
}
