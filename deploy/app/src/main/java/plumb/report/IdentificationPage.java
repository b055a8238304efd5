package plumb.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import plumb.identify.Identified;
import plumb.identify.ResidualSeries;
import plumb.identify.Unidentifiable;
import plumb.page.PlotLibrary;

/** A self-contained page for an identification: estimates, what the log does not tell, motion and residual. One thread. */
public final class IdentificationPage {
    /** Each drawn point stands for the least and the greatest of its rows. */
    private static final int POINTS = 2000;

    private IdentificationPage() {}

    /**
     * The page.
     *
     * @param title what was fitted
     * @param found the fit
     * @param rows name, value, interval and unit of each parameter
     * @throws IOException where the installation lacks a part of the page
     */
    public static String of(String title, Identified found, List<List<String>> rows) throws IOException {
        String library = PlotLibrary.script();
        String script = ReportPage.resource("identify.js");
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("scriptHashes", ReportPage.hash(library) + " " + ReportPage.hash(script));
        parts.put("title", Html.escape("identify: " + title));
        parts.put("plotStyle", PlotLibrary.style());
        parts.put("style", ReportPage.resource("report.css"));
        parts.put("head", head(title, found));
        parts.put("sections", sections(found, rows));
        parts.put("foot", "plumb identify");
        parts.put(
                "scripts",
                "<script type=\"application/json\" id=\"plot-data\">" + data(found) + "</script>\n<script>" + library
                        + "</script>\n<script>" + script + "</script>");
        return ReportPage.filled(ReportPage.resource("report.html"), parts);
    }

    private static String head(String title, Identified found) {
        String tone = switch (found.chosen().quality()) {
            case GOOD -> "good";
            case FAIR -> "warn";
            case POOR -> "bad";
        };
        return "<h1>identify <span class=\"soft\">" + Html.escape(title) + "</span> <span class=\"badge " + tone + "\">"
                + found.chosen().quality().name().toLowerCase(Locale.ROOT) + "</span></h1>\n<p class=\"lead\">"
                + Html.escape(found.chosen().reason()) + "</p>";
    }

    private static String sections(Identified found, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<section><h2>Parameters</h2><table><thead><tr><th>name</th>"
                + "<th>value</th><th>95 %</th><th>unit</th></tr></thead><tbody>");
        rows.forEach(row -> {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(Html.escape(cell)).append("</td>"));
            html.append("</tr>\n");
        });
        html.append("</tbody></table></section>\n<section><h2>Motion and residual</h2>"
                + "<p class=\"hint\">Residual: simulated minus measured. Drag to zoom, double-click to return.</p>");
        for (int link = 1; link <= found.links(); link++) {
            html.append(figure("angle" + link, "angle " + link)).append(figure("residual" + link, "residual " + link));
        }
        html.append("</section>\n<section><h2>Not identified</h2><table><tbody>");
        for (Unidentifiable untold : found.unidentifiable()) {
            html.append("<tr><td>")
                    .append(Html.escape(untold.name()))
                    .append("</td><td>")
                    .append(Html.escape(untold.reason()))
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table></section>").toString();
    }

    private static String figure(String id, String title) {
        return "<figure><figcaption>" + title + " <span>rad</span></figcaption><div class=\"plot\" data-plot=\"" + id
                + "\" role=\"img\" aria-label=\"plot: " + title + "\"></div></figure>\n";
    }

    private static String data(Identified found) {
        int rows = found.residuals().stream().mapToInt(ResidualSeries::rows).sum();
        int bucket = StrictMath.max(1, 2 * rows / POINTS);
        List<double[]> points = new ArrayList<>();
        for (ResidualSeries series : found.residuals()) {
            for (int from = 0; from < series.rows(); from += bucket) {
                addExtremes(series, from, StrictMath.min(series.rows(), from + bucket), found.links(), points);
            }
        }
        StringBuilder json = new StringBuilder("{\"t\":");
        column(json, points, 0);
        for (int link = 0; link < found.links(); link++) {
            json.append(",\"angle").append(link + 1).append("\":");
            column(json, points, 1 + 2 * link);
            json.append(",\"residual").append(link + 1).append("\":");
            column(json, points, 2 + 2 * link);
        }
        return json.append('}').toString();
    }

    /** Two points: at the first row the least, at the last row the greatest of each column. */
    private static void addExtremes(ResidualSeries series, int from, int until, int links, List<double[]> points) {
        double[] least = new double[1 + 2 * links];
        double[] most = new double[1 + 2 * links];
        least[0] = series.seconds(from);
        most[0] = series.seconds(until - 1);
        for (int link = 0; link < links; link++) {
            least[1 + 2 * link] = least[2 + 2 * link] = Double.MAX_VALUE;
            most[1 + 2 * link] = most[2 + 2 * link] = -Double.MAX_VALUE;
            for (int row = from; row < until; row++) {
                extend(least, most, 1 + 2 * link, series.measured(link, row));
                extend(least, most, 2 + 2 * link, series.residual(link, row));
            }
        }
        points.add(least);
        if (until - from > 1) {
            points.add(most);
        }
    }

    private static void extend(double[] least, double[] most, int at, double value) {
        least[at] = StrictMath.min(least[at], value);
        most[at] = StrictMath.max(most[at], value);
    }

    private static void column(StringBuilder json, List<double[]> points, int column) {
        char separator = '[';
        for (double[] point : points) {
            json.append(separator).append(PlotData.number(point[column]));
            separator = ',';
        }
        json.append(']');
    }
}
