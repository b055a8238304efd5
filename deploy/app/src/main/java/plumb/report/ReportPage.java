package plumb.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.hal.sim.Disturbance;
import plumb.page.PlotLibrary;

/**
 * The page: template, styles and scripts from the resources, what is said of the run from its documents, the plots from its
 * cycles. Only the two scripts that it brings along may run in it. One thread.
 */
final class ReportPage {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private final RunDocuments documents;
    private final RigConfig config;
    private final RunSeries series;
    private final List<LatencyCurve> curves;
    private final List<RunEvent> events;

    private ReportPage(RunDocuments documents, RunSeries series, List<LatencyCurve> curves) {
        this.documents = documents;
        this.config = documents.config();
        this.series = series;
        this.curves = curves;
        this.events = events();
    }

    static String of(RunDocuments documents, RunSeries series, List<LatencyCurve> curves) throws IOException {
        return new ReportPage(documents, series, curves).html();
    }

    private String html() throws IOException {
        String library = PlotLibrary.script();
        String script = resource("report.js");
        double rail = config.limits().railHalfLength();
        double force = config.limits().force();
        Map<String, String> parts = new LinkedHashMap<>();
        boolean plots = hasPlots();
        parts.put("scriptHashes", plots ? hash(library) + " " + hash(script) : "'none'");
        parts.put("title", Html.escape(text("outcome") + ": " + text("rig") + ", " + text("controller")));
        parts.put("plotStyle", PlotLibrary.style());
        parts.put("style", resource("report.css"));
        parts.put("head", head());
        parts.put("sections", sections());
        parts.put("foot", foot());
        parts.put(
                "scripts",
                plots
                        ? "<script type=\"application/json\" id=\"plot-data\">"
                                + PlotData.of(series, events, curves, rail, force) + "</script>\n<script>" + library
                                + "</script>\n<script>" + script + "</script>"
                        : "");
        return filled(resource("report.html"), parts);
    }

    private boolean hasPlots() {
        return series.cycles() > 0 || !curves.isEmpty();
    }

    private String text(String path) {
        return RunDocuments.text(documents.run(), path);
    }

    private String head() {
        String tone = switch (text("outcome")) {
            case "completed" -> "good";
            case "stopped", "not-ready" -> "warn";
            default -> "bad";
        };
        Map<String, @Nullable Object> verdict = documents.verdict();
        boolean ready = RunDocuments.yes(verdict, "ready");
        StringBuilder html = new StringBuilder("<h1>")
                .append(Html.escape(text("rig")))
                .append(" <span class=\"soft\">")
                .append(Html.escape(text("controller")))
                .append("</span> <span class=\"badge ")
                .append(tone)
                .append("\">")
                .append(Html.escape(text("outcome")))
                .append("</span></h1>\n<p class=\"lead\">")
                .append(Html.escape(text("reason")))
                .append("</p>\n<ul class=\"facts\">\n");
        fact(html, "verdict", RunDocuments.text(verdict, "level"), ready ? "good" : "bad");
        fact(html, "score", Html.number(RunDocuments.number(verdict, "score")) + " of 100", "");
        fact(html, "start", text("start"), "");
        fact(html, "estimator", text("estimator"), "");
        fact(html, "rate", Html.number(RunDocuments.number(documents.run(), "rateHz")) + " Hz", "");
        fact(html, "tested", RunDocuments.text(verdict, "testedAt"), "");
        fact(html, "scheduling", scheduling(), "");
        fact(html, "kernel", text("realtime.kernel"), "");
        fact(html, "build", (text("build.version") + " " + text("build.commit")).strip(), "");
        return html.append("</ul>").toString();
    }

    private String scheduling() {
        String policy = text("realtime.policy");
        String cpu = text("realtime.cpu");
        return policy.isEmpty() ? "" : policy + " " + text("realtime.priority") + (cpu.isEmpty() ? "" : ", cpu " + cpu);
    }

    static void fact(StringBuilder html, String name, String value, String tone) {
        if (!value.isEmpty()) {
            html.append("<li>")
                    .append(name)
                    .append(" <b class=\"")
                    .append(tone)
                    .append("\">")
                    .append(Html.escape(value))
                    .append("</b></li>\n");
        }
    }

    private String sections() {
        StringBuilder html = new StringBuilder();
        section(html, "Figures", FigureTiles.of(documents.run()));
        if (series.cycles() > 0) {
            motion(html);
        } else {
            section(html, "Motion", "<p class=\"soft\">No cycle of this run was recorded.</p>");
        }
        if (!curves.isEmpty()) {
            section(
                    html,
                    "Latency while engaged",
                    figure("percentiles", "percentile distribution of each phase", "logarithmic")
                            + ReportTables.latencies(documents.run()));
        }
        if (!events.isEmpty()) {
            section(html, "Events", ReportTables.events(events));
        }
        section(html, "Gates", ReportTables.gates(documents.verdict()));
        section(
                html,
                "Configuration",
                "<details><summary>complete, as it was used</summary><pre>" + Html.escape(config.toYaml())
                        + "</pre></details>");
        return html.toString();
    }

    private void motion(StringBuilder html) {
        html.append("<section><div class=\"bar\"><h2>Motion</h2><div class=\"windows\" role=\"group\""
                + " aria-label=\"what is shown\">");
        window(html, "run", "whole run", true);
        if (series.engaged()) {
            window(html, "start", "first 3 s", false);
        }
        window(html, "end", "last 3 s", false);
        html.append("</div></div>\n<p class=\"hint\">0 s is ")
                .append(series.engaged() ? "engagement" : "the first cycle: the law was never in control")
                .append(
                        ". Drag to zoom, double-click to return. Every plotted point stands for the least and the greatest"
                                + " of up to ")
                .append(series.overview().cyclesPerBucket())
                .append(series.overview().cyclesPerBucket() == 1 ? " cycle" : " cycles")
                .append(
                        ", so no spike is lost.</p>\n<noscript><p>The plots need JavaScript; the tables do not.</p></noscript>\n");
        html.append(figure("angles", "angles from upright", "rad"));
        html.append(figure("cart", "cart position", "m, red: rail"));
        html.append(figure("force", "force", "N, red: limit"));
        if (series.summary(Channel.SURFACE).measured()) {
            html.append(figure("surface", "sliding surface", ""));
        }
        html.append(figure("rates", "rates", "rad/s, cart m/s"));
        html.append(figure("timing", "wake-up latency and cycle time", "\u00b5s, logarithmic"));
        html.append("<details><summary>the plots in numbers</summary>")
                .append(ReportTables.channels(series))
                .append("</details></section>\n");
    }

    private static void window(StringBuilder html, String id, String label, boolean pressed) {
        html.append("<button type=\"button\" data-window=\"")
                .append(id)
                .append("\" aria-pressed=\"")
                .append(pressed)
                .append("\">")
                .append(label)
                .append("</button>");
    }

    private static String figure(String id, String title, String unit) {
        return "<figure><figcaption>" + title + (unit.isEmpty() ? "" : " <span>" + unit + "</span>")
                + "</figcaption><div class=\"plot\" data-plot=\"" + id + "\" role=\"img\" aria-label=\"plot: " + title
                + "\"></div></figure>\n";
    }

    static void section(StringBuilder html, String title, String content) {
        html.append("<section><h2>")
                .append(title)
                .append("</h2>\n")
                .append(content)
                .append("</section>\n");
    }

    private String foot() {
        return "plumb " + Html.escape(text("build.version")) + " \u00b7 verdict " + Html.escape(text("verdictId"))
                + " \u00b7 configuration " + Html.escape(text("configSha256")) + " \u00b7 build "
                + Html.escape(text("build.sha256")) + " \u00b7 " + Html.escape(text("runFolder"));
    }

    /** Those of the recording, and those that follow from the figures and the configuration. */
    private List<RunEvent> events() {
        List<RunEvent> all = new ArrayList<>(series.events());
        double settled = RunDocuments.number(documents.run(), "settledAtS");
        if (!Double.isNaN(settled)) {
            double swingUp = RunDocuments.number(documents.run(), "swingUpS");
            all.add(new RunEvent(settled + (Double.isNaN(swingUp) ? 0 : swingUp), RunEvent.Kind.MILESTONE, "settled"));
        }
        if (series.engaged() && config.backend().equals("sim")) {
            for (Disturbance disturbance : config.simulation().disturbances()) {
                all.add(new RunEvent(
                        disturbance.startNanos() * 1e-9,
                        RunEvent.Kind.DISTURBANCE,
                        "push " + Html.number(disturbance.forceNewtons()) + " N"
                                + (disturbance.durationNanos() == Long.MAX_VALUE
                                        ? ""
                                        : ", " + Html.number(disturbance.durationNanos() * 1e-6) + " ms")));
            }
        }
        all.sort(Comparator.comparingDouble(RunEvent::seconds));
        return all;
    }

    /** Each placeholder once, whatever the texts that are put in contain. */
    static String filled(String template, Map<String, String> parts) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        return matcher.replaceAll(match -> {
            @Nullable String part = parts.get(match.group(1));
            if (part == null) {
                throw new IllegalStateException("the template asks for " + match.group(1));
            }
            return Matcher.quoteReplacement(part);
        });
    }

    static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String resource(String name) throws IOException {
        try (@Nullable InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the installation lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
