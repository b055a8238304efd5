package plumb.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of the run document as tiles, each with the very number beside what is shown of it. Pure functions. */
final class FigureTiles {
    private static final List<Figure> FIGURES = List.of(
            new Figure("settledAtS", "settled after", "s"),
            new Figure("swingUpS", "swung up in", "s"),
            new Figure("maxAngleRad.0", "greatest angle 1", "rad"),
            new Figure("maxAngleRad.1", "greatest angle 2", "rad"),
            new Figure("maxPositionM", "cart within", "m"),
            new Figure("peakForceN", "greatest force", "N"),
            new Figure("rmsForceN", "force RMS", "N"),
            new Figure("tailRmsForceN", "force RMS above 10 Hz, settled", "N"),
            new Figure("forceVariationNPerS", "force variation, settled", "N/s"),
            new Figure("engagedCycles", "engaged cycles", ""),
            new Figure("missedCycles", "missed cycles", ""),
            new Figure("maxConsecutiveMisses", "missed in a row, at most", ""),
            new Figure("overruns", "overruns", ""),
            new Figure("rejectedSamples", "rejected samples", ""),
            new Figure("rigLink.sampleAgeUs.p99", "age of samples p99", "\u00b5s"),
            new Figure("rigLink.frames", "frames from the rig", ""),
            new Figure("rigLink.frameErrors", "frames with errors", ""),
            new Figure("rigLink.lostFrames", "frames lost", ""),
            new Figure("rigLink.reconnects", "reconnects of the link", ""),
            new Figure("latencyUs.wakeup.p99", "wake-up latency p99", "\u00b5s"),
            new Figure("latencyUs.cycle.p999", "cycle time p99.9", "\u00b5s"),
            new Figure("allocatedBytes", "allocated by control thread", "bytes"),
            new Figure("gcCount", "garbage collections", ""),
            new Figure("gcPauseMaxUs", "longest collector pause", "\u00b5s"),
            new Figure("recorded", "recorded cycles", ""),
            new Figure("dropped", "dropped records", ""),
            new Figure("startupMs.toEngaged", "from command to engaged", "ms"));

    private record Figure(String path, String title, String unit) {}

    private FigureTiles() {}

    static String of(Map<String, @Nullable Object> run) {
        StringBuilder html = new StringBuilder("<dl class=\"tiles\">\n");
        for (Figure figure : FIGURES) {
            double value = RunDocuments.number(run, figure.path());
            if (!Double.isNaN(value)) {
                html.append("<div><dt>")
                        .append(Html.escape(figure.title()))
                        .append("</dt><dd data-key=\"")
                        .append(figure.path())
                        .append("\" data-value=\"")
                        .append(Html.escape(RunDocuments.text(run, figure.path())))
                        .append("\">")
                        .append(Html.number(value))
                        .append(figure.unit().isEmpty() ? "" : " <small>" + Html.escape(figure.unit()) + "</small>")
                        .append("</dd></div>\n");
            }
        }
        return html.append("</dl>").toString();
    }
}
