package plumb.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the report says in tables: gates, latencies, events, and the plots in numbers. Pure functions. */
final class ReportTables {
    private static final Map<String, String> TONES = Map.of("pass", "good", "fail", "bad", "not-evaluated", "warn");
    private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p999", "p9999", "max");

    private ReportTables() {}

    static String gates(Map<String, @Nullable Object> verdict) {
        StringBuilder html =
                new StringBuilder("<div class=\"scroll\"><table class=\"gates\"><thead><tr><th>result</th><th>gate</th>"
                        + "<th class=\"n\">measured</th><th class=\"n\">asked</th></tr></thead><tbody>\n");
        for (Object gate : RunDocuments.items(verdict, "gates")) {
            String status = RunDocuments.text(gate, "status");
            double value = RunDocuments.number(gate, "value");
            String unit = RunDocuments.text(gate, "unit");
            html.append("<tr><td class=\"")
                    .append(TONES.getOrDefault(status, "warn"))
                    .append("\">")
                    .append(Html.escape(status))
                    .append("</td><td>")
                    .append(Html.escape(RunDocuments.text(gate, "title")))
                    .append("<span class=\"note\">")
                    .append(Html.escape(RunDocuments.text(gate, "id")
                            + (RunDocuments.yes(gate, "critical") ? ", critical" : "") + ", weight "
                            + Html.number(RunDocuments.number(gate, "weight"))))
                    .append("</span>");
            note(html, "note", RunDocuments.text(gate, "reason"));
            note(html, "remedy", RunDocuments.text(gate, "remedy"));
            note(html, "note", RunDocuments.text(gate, "evidence"));
            html.append("</td><td class=\"n\" data-label=\"measured\">")
                    .append(Double.isNaN(value) ? "not measured" : Html.number(value) + " " + Html.escape(unit))
                    .append("</td><td class=\"n\" data-label=\"asked\">")
                    .append(Html.escape(RunDocuments.text(gate, "comparison")))
                    .append(' ')
                    .append(Html.number(RunDocuments.number(gate, "threshold")))
                    .append(' ')
                    .append(Html.escape(unit))
                    .append("</td></tr>\n");
        }
        html.append("</tbody></table></div>");
        for (Object waiver : RunDocuments.items(verdict, "waived")) {
            html.append("<p class=\"warn\">Waived: ")
                    .append(Html.escape(RunDocuments.text(waiver, "id") + " by "
                            + RunDocuments.text(waiver, "grantedBy") + ": " + RunDocuments.text(waiver, "reason")))
                    .append("</p>");
        }
        return html.toString();
    }

    private static void note(StringBuilder html, String type, String text) {
        if (!text.isEmpty()) {
            html.append("<span class=\"")
                    .append(type)
                    .append("\">")
                    .append(Html.escape(text))
                    .append("</span>");
        }
    }

    static String latencies(Map<String, @Nullable Object> run) {
        StringBuilder html =
                new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>\u00b5s</th><th class=\"n\">p50</th>"
                        + "<th class=\"n\">p90</th><th class=\"n\">p99</th><th class=\"n\">p99.9</th>"
                        + "<th class=\"n\">p99.99</th><th class=\"n\">max</th></tr></thead><tbody>\n");
        for (Map.Entry<?, ?> phase : RunDocuments.entries(run, "latencyUs").entrySet()) {
            String name = String.valueOf(phase.getKey());
            html.append("<tr><th>").append(Html.escape(name)).append("</th>");
            for (String percentile : PERCENTILES) {
                html.append("<td class=\"n\" data-key=\"latencyUs.")
                        .append(Html.escape(name))
                        .append('.')
                        .append(percentile)
                        .append("\" data-value=\"")
                        .append(Html.escape(RunDocuments.text(phase.getValue(), percentile)))
                        .append("\">")
                        .append(Html.number(RunDocuments.number(phase.getValue(), percentile)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    static String events(List<RunEvent> events) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th class=\"n\">s</th>"
                + "<th style=\"padding-left:1rem\">event</th></tr></thead><tbody>\n");
        for (RunEvent event : events) {
            html.append("<tr><td class=\"n\">")
                    .append(String.format(Locale.ROOT, "%.3f", event.seconds()))
                    .append("</td><td style=\"padding-left:1rem;width:100%\"><span class=\"key k-")
                    .append(event.kind().id())
                    .append("\"></span>")
                    .append(Html.escape(event.text()))
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }

    static String channels(RunSeries series) {
        StringBuilder html =
                new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>while engaged</th><th>unit</th>"
                        + "<th class=\"n\">at first</th><th class=\"n\">least</th><th class=\"n\">greatest</th>"
                        + "<th class=\"n\">at last</th></tr></thead><tbody>\n");
        for (Channel channel : Channel.values()) {
            ChannelSummary summary = series.summary(channel);
            if (summary.measured()) {
                html.append("<tr><th>")
                        .append(channel.title())
                        .append("</th><td>")
                        .append(channel.unit())
                        .append("</td>");
                for (double value :
                        new double[] {summary.first(), summary.least(), summary.greatest(), summary.last()}) {
                    html.append("<td class=\"n\">").append(Html.number(value)).append("</td>");
                }
                html.append("</tr>\n");
            }
        }
        return html.append("</tbody></table></div>").toString();
    }
}
