package plumb.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumb.page.PlotLibrary;

/**
 * A self-contained page for a comparison of laws. The document of the comparison is in it as it is: tables and plots are made
 * from nothing else, so that no number of the page is missing there. One thread.
 */
public final class ComparisonPage {
    private static final List<String> FORCES = List.of("push", "lasting");

    private final Map<String, @Nullable Object> document;
    private final StringBuilder html = new StringBuilder();

    private ComparisonPage(Map<String, @Nullable Object> document) {
        this.document = document;
    }

    /**
     * The page.
     *
     * @param document as {@code plumb compare --json} prints it
     * @param json the same as a text
     * @throws IOException where the installation lacks a part of the page
     */
    public static String of(Map<String, @Nullable Object> document, String json) throws IOException {
        ComparisonPage page = new ComparisonPage(document);
        String library = PlotLibrary.script();
        String script = ReportPage.resource("compare.js");
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("scriptHashes", ReportPage.hash(library) + " " + ReportPage.hash(script));
        parts.put("title", "control laws compared");
        parts.put("plotStyle", PlotLibrary.style());
        parts.put("style", ReportPage.resource("report.css") + ReportPage.resource("compare.css"));
        parts.put("head", page.head());
        parts.put("sections", page.sections());
        parts.put("foot", page.foot());
        parts.put(
                "scripts",
                "<script type=\"application/json\" id=\"plot-data\">" + json.replace("<", "\\u003c")
                        + "</script>\n<script>" + library + "</script>\n<script>" + script + "</script>");
        return ReportPage.filled(ReportPage.resource("report.html"), parts);
    }

    private String text(String path) {
        return RunDocuments.text(document, path);
    }

    private double number(String path) {
        return RunDocuments.number(document, path);
    }

    private int count(String path) {
        return RunDocuments.items(document, path).size();
    }

    private String head() {
        StringBuilder head = new StringBuilder("<h1>control laws compared</h1>\n<p class=\"lead\">");
        head.append(count("rigs.0.controllers"))
                .append(count("rigs.0.controllers") == 1 ? " law" : " laws")
                .append(
                        " in the same scenarios, in the loop that controls a rig, in virtual time.</p>\n<ul class=\"facts\">\n");
        ReportPage.fact(head, "scenarios", text("detail").equals("quick") ? "a tenth of them (--quick)" : "all", "");
        ReportPage.fact(head, "control periods", Html.number(1e-6 * number("cyclesPlanned")) + " million", "");
        ReportPage.fact(head, "build", (text("build.version") + " " + text("build.commit")).strip(), "");
        return head.append("</ul>").toString();
    }

    private String sections() {
        html.append("<noscript><p>The plots need JavaScript; the tables do not.</p></noscript>\n");
        for (int rig = 0; rig < count("rigs"); rig++) {
            rig("rigs." + rig, rig);
        }
        return html.toString();
    }

    private void rig(String path, int number) {
        html.append("<section class=\"rig\"><h2>")
                .append(Html.escape(text(path + ".rig")))
                .append(" <span class=\"soft\">")
                .append(Html.number(number(path + ".forceLimitN")))
                .append(" N, rail &plusmn;")
                .append(Html.number(number(path + ".railHalfLengthM")))
                .append(" m, ")
                .append(Html.number(number(path + ".rateHz")))
                .append(" Hz</span></h2>\n");
        outcomes(path);
        html.append("</section>\n");
        section(
                number,
                "Robustness",
                "How many starts, of " + (int) number(path + ".robustness.starts")
                        + ", still settle while the true rig gets worse and law and estimator stay as they are."
                        + " A score is the share of all runs of a criterion.");
        robustness(path);
        html.append("<div class=\"grid\">");
        for (Object id :
                RunDocuments.entries(document, path + ".robustness.criteria").keySet()) {
            String criterion = path + ".robustness.criteria." + id;
            figure(number, "robustness", String.valueOf(id), text(criterion + ".title"), text(criterion + ".unit"));
        }
        html.append("</div></section>\n");
        courses(path, number);
        section(
                number,
                "Settling times",
                "The share of all runs that have settled by a time; what never settles is missing at"
                        + " the right end.");
        buttons(
                "set",
                RunDocuments.entries(document, path + ".scenarios").keySet().stream()
                        .map(String::valueOf)
                        .toList());
        figure(number, "settling", "", "settled runs", "% over s");
        html.append("</section>\n");
        section(
                number,
                "Where it can be let go",
                "Settling time from rest at each pair of angles; empty where it does not settle" + " within "
                        + Html.number(number(path + ".map.seconds")) + " s.");
        html.append("<div class=\"scale\" data-scale=\"").append(number).append("\"></div><div class=\"grid maps\">");
        for (int law = 0; law < count(path + ".controllers"); law++) {
            figure(number, "map", Integer.toString(law), text(path + ".controllers." + law + ".controller"), "");
        }
        html.append("</div></section>\n");
    }

    private void courses(String path, int number) {
        section(
                number,
                "Courses",
                "A lean, then at " + Html.number(number(path + ".forces.atS")) + " s a push of "
                        + Html.number(number(path + ".forces.pushN")) + " N for "
                        + Html.number(number(path + ".forces.pushS"))
                        + " s, or a lasting force of " + Html.number(number(path + ".forces.lastingN"))
                        + " N. States as the loop estimated them. Drag to zoom, double-click to return.");
        buttons("force", FORCES);
        html.append("<div class=\"grid\">");
        figure(number, "course", "angle1", "angle 1", "rad");
        figure(number, "course", "angle2", "angle 2", "rad");
        figure(number, "course", "position", "cart position", "m");
        figure(number, "course", "force", "force", "N, greatest of each 20 ms");
        if (hasSurface(path)) {
            figure(number, "course", "surface", "sliding surface", "");
        }
        figure(number, "phase", "", "phase portrait", "rate 1, rad/s, over angle 1, rad");
        html.append("</div></section>\n");
    }

    private boolean hasSurface(String path) {
        return IntStream.range(0, count(path + ".controllers"))
                .mapToObj(law -> RunDocuments.items(document, path + ".controllers." + law + ".push.course.surface"))
                .flatMap(List::stream)
                .anyMatch(Objects::nonNull);
    }

    private void section(int rig, String title, String hint) {
        html.append("<section data-rig=\"")
                .append(rig)
                .append("\"><h2>")
                .append(title)
                .append(" <span class=\"soft\">")
                .append(Html.escape(text("rigs." + rig + ".rig")))
                .append("</span></h2>\n<p class=\"hint\">")
                .append(hint)
                .append("</p>\n");
    }

    private void buttons(String what, List<String> names) {
        html.append("<div class=\"windows\" role=\"group\" aria-label=\"what is shown\">");
        for (int i = 0; i < names.size(); i++) {
            html.append("<button type=\"button\" data-")
                    .append(what)
                    .append("=\"")
                    .append(Html.escape(names.get(i)))
                    .append("\" aria-pressed=\"")
                    .append(i == 0)
                    .append("\">")
                    .append(Html.escape(names.get(i)))
                    .append("</button>");
        }
        html.append("</div>\n");
    }

    private void figure(int rig, String plot, String of, String title, String unit) {
        html.append("<figure><figcaption>")
                .append(Html.escape(title))
                .append(" <span>")
                .append(Html.escape(unit))
                .append("</span></figcaption><div class=\"plot\" data-plot=\"")
                .append(plot)
                .append("\" data-rig=\"")
                .append(rig)
                .append("\" data-of=\"")
                .append(Html.escape(of))
                .append("\" role=\"img\" aria-label=\"plot: ")
                .append(Html.escape(title))
                .append("\"></div></figure>\n");
    }

    private void outcomes(String path) {
        List<String> scenarios = RunDocuments.entries(document, path + ".scenarios").keySet().stream()
                .map(String::valueOf)
                .toList();
        html.append("<div class=\"scroll\"><table class=\"laws\"><thead><tr><th rowspan=\"2\">law</th><th colspan=\"")
                .append(scenarios.size())
                .append("\">settled</th><th colspan=\"3\">settling time, s</th><th>push</th><th>lasting</th>"
                        + "<th>chatter</th><th>tail</th><th>map</th></tr>\n<tr>");
        scenarios.forEach(
                id -> html.append("<th class=\"n\">").append(Html.escape(id)).append("</th>"));
        html.append(
                "<th class=\"n\">small</th><th class=\"n\">large</th><th class=\"n\">spread</th><th class=\"n\">back, s</th>"
                        + "<th class=\"n\">offset, m</th><th class=\"n\">N/s</th><th class=\"n\">RMS, N</th><th class=\"n\">%</th>"
                        + "</tr></thead><tbody>\n");
        for (int law = 0; law < count(path + ".controllers"); law++) {
            String own = path + ".controllers." + law;
            html.append("<tr><th>")
                    .append(key(law))
                    .append(Html.escape(text(own + ".controller")))
                    .append("</th>");
            for (String id : scenarios) {
                String group = own + ".scenarios." + id;
                double settled = number(group + ".settled");
                double runs = number(group + ".runs");
                html.append("<td class=\"n")
                        .append(settled == runs ? " good" : "")
                        .append("\">");
                value(group + ".settled", settled, 1);
                html.append('/');
                value(group + ".runs", runs, 1);
                html.append("</td>");
            }
            for (String id : List.of("small", "large", "spread")) {
                cell(own + ".scenarios." + id + ".settleS.median", 1);
            }
            cell(own + ".push.recoveryS", 1);
            cell(own + ".lasting.offsetM", 1);
            cell(own + ".scenarios.spread.forceVariationNPerS.median", 1);
            cell(own + ".scenarios.spread.tailRmsForceN.median", 1);
            cell(own + ".map.settledShare", 100);
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n<dl class=\"scenarios\">");
        for (String id : scenarios) {
            html.append("<div><dt>")
                    .append(Html.escape(id))
                    .append("</dt><dd>")
                    .append(Html.escape(text(path + ".scenarios." + id + ".title")))
                    .append("</dd></div>");
        }
        html.append(
                "<div><dt>chatter, tail</dt><dd>after settling, median of spread: total variation of the force per second;"
                        + " its RMS above 10 Hz</dd></div></dl>\n");
    }

    private void robustness(String path) {
        List<String> criteria = RunDocuments.entries(document, path + ".robustness.criteria").keySet().stream()
                .map(String::valueOf)
                .toList();
        html.append("<div class=\"scroll\"><table class=\"laws\"><thead><tr><th>law, scores in %</th>");
        criteria.forEach(id -> html.append("<th class=\"n\">")
                .append(Html.escape(text(path + ".robustness.criteria." + id + ".title")))
                .append("</th>"));
        html.append("<th class=\"n\">mean</th></tr></thead><tbody>\n");
        for (int law = 0; law < count(path + ".controllers"); law++) {
            String own = path + ".controllers." + law;
            html.append("<tr><th>")
                    .append(key(law))
                    .append(Html.escape(text(own + ".controller")))
                    .append("</th>");
            criteria.forEach(id -> cell(own + ".robustness." + id + ".score", 100));
            cell(own + ".robustness.mean", 100);
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static String key(int law) {
        return "<span class=\"key law" + (law % 7 + 1) + "\"></span>";
    }

    private void cell(String path, double factor) {
        html.append("<td class=\"n\">");
        value(path, number(path), factor);
        html.append("</td>");
    }

    /** A number with where it stands in the document, so that the two can be compared. */
    private void value(String path, double value, double factor) {
        html.append("<span data-path=\"")
                .append(path)
                .append("\" data-value=\"")
                .append(Html.escape(text(path)))
                .append("\">")
                .append(Html.number(factor * value))
                .append("</span>");
    }

    private String foot() {
        return "plumb compare " + Html.escape(text("build.version")) + " \u00b7 build "
                + Html.escape(text("build.sha256"));
    }
}
