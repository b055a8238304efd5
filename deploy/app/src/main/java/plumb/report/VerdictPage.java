package plumb.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;

/**
 * A verdict as one self-contained page in the style of the run's report: what is to be done, every gate with value, threshold
 * and evidence, the configuration. No script, nothing fetched, everything escaped. Housekeeping thread.
 */
public final class VerdictPage {
    private final Map<String, @Nullable Object> verdict;
    private final String build;
    private final RigConfig config;

    private VerdictPage(Map<String, @Nullable Object> verdict, String build, RigConfig config) {
        this.verdict = verdict;
        this.build = build;
        this.config = config;
    }

    /**
     * Writes the page.
     *
     * @param file is replaced where it exists
     * @param verdict its report
     * @param build version and commit, for people
     * @param config that was tested
     * @throws IOException where it cannot be written
     */
    public static void write(Path file, Map<String, @Nullable Object> verdict, String build, RigConfig config)
            throws IOException {
        Files.writeString(file, of(verdict, build, config), StandardCharsets.UTF_8);
    }

    static String of(Map<String, @Nullable Object> verdict, String build, RigConfig config) throws IOException {
        return new VerdictPage(verdict, build, config).html();
    }

    private String html() throws IOException {
        return ReportPage.filled(
                ReportPage.resource("report.html"),
                Map.of(
                        "scriptHashes",
                        "'none'",
                        "title",
                        Html.escape("Self-test of " + config.name() + ": " + text("level")),
                        "plotStyle",
                        "",
                        "style",
                        ReportPage.resource("report.css"),
                        "head",
                        head(),
                        "sections",
                        sections(),
                        "foot",
                        foot(),
                        "scripts",
                        ""));
    }

    private String text(String path) {
        return RunDocuments.text(verdict, path);
    }

    private List<?> gates() {
        return RunDocuments.items(verdict, "gates");
    }

    private List<?> notPassed() {
        return gates().stream().filter(gate -> !passed(gate)).toList();
    }

    private static boolean passed(Object gate) {
        return RunDocuments.text(gate, "status").equals("pass");
    }

    private String tone() {
        return RunDocuments.yes(verdict, "ready") ? "good" : text("level").equals("simulation-only") ? "warn" : "bad";
    }

    private String head() {
        int open = notPassed().size();
        StringBuilder html = new StringBuilder("<h1>")
                .append(Html.escape(config.name()))
                .append(" <span class=\"soft\">self-test</span> <span class=\"badge ")
                .append(tone())
                .append("\">")
                .append(Html.escape(text("level")))
                .append("</span></h1>\n<p class=\"lead\">")
                .append(gates().size() - open)
                .append(" of ")
                .append(gates().size())
                .append(" gates passed</p>\n<ul class=\"facts\">\n");
        ReportPage.fact(html, "score", Html.number(RunDocuments.number(verdict, "score")) + " of 100", tone());
        ReportPage.fact(html, "mode", text("mode"), "");
        ReportPage.fact(html, "controller", config.controller(), "");
        ReportPage.fact(html, "estimator", config.runningEstimator(), "");
        ReportPage.fact(html, "start", config.start().word(), "");
        ReportPage.fact(html, "rate", Html.number(config.loop().rateHz()) + " Hz", "");
        ReportPage.fact(html, "rig", text("binding.rigKind") + " " + text("binding.rigIdentity"), "");
        ReportPage.fact(html, "tested", tested(), "");
        ReportPage.fact(html, "evidence holds", Html.number(RunDocuments.number(verdict, "maxAgeS") / 60) + " min", "");
        ReportPage.fact(html, "build", build.strip(), "");
        return html.append("</ul>").toString();
    }

    private String sections() {
        StringBuilder html = new StringBuilder();
        if (!notPassed().isEmpty()) {
            ReportPage.section(html, "What to do", remedies());
        }
        ReportPage.section(html, "Gates", ReportTables.gates(verdict));
        ReportPage.section(
                html,
                "Configuration",
                "<details><summary>complete, as it was tested</summary><pre>" + Html.escape(config.toYaml())
                        + "</pre></details>");
        return html.toString();
    }

    /** What blocks comes first. */
    private String remedies() {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><tbody>\n");
        for (boolean critical : new boolean[] {true, false}) {
            for (Object gate : notPassed()) {
                if (RunDocuments.yes(gate, "critical") == critical) {
                    html.append("<tr><td class=\"")
                            .append(critical ? "bad\">blocks" : "warn\">costs points")
                            .append("</td><td>")
                            .append(Html.escape(RunDocuments.text(gate, "title")))
                            .append("<span class=\"remedy\">")
                            .append(Html.escape(whatToDo(gate)))
                            .append("</span></td></tr>\n");
                }
            }
        }
        return html.append("</tbody></table></div>").toString();
    }

    /** What kept a gate from being measured comes first, and often names the way; a remedy alone speaks of a poor figure. */
    private static String whatToDo(Object gate) {
        String remedy = RunDocuments.text(gate, "remedy");
        String reason = RunDocuments.text(gate, "reason");
        boolean measured = !RunDocuments.text(gate, "value").isEmpty();
        return measured || reason.isEmpty() ? remedy : "Not measured: " + reason + ". " + remedy;
    }

    /** To the second: nobody reads nanoseconds of a date. */
    private String tested() {
        return Instant.parse(text("testedAt")).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String foot() {
        return "verdict " + Html.escape(text("verdictId")) + " \u00b7 configuration "
                + Html.escape(text("binding.configSha256")) + " \u00b7 build "
                + Html.escape(text("binding.buildSha256"));
    }
}
