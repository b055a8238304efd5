package plumb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import plumb.simulation.Quantiles;
import plumb.simulation.SimulationReport;
import plumb.simulation.WilsonInterval;

/** What a batch of virtual runs looks like: as a block of JSON keys, and as a table. */
final class SimulationTexts {
    private SimulationTexts() {}

    static Map<String, @Nullable Object> block(SimulationReport report) {
        Map<String, @Nullable Object> block = outcome(report);
        block.put("stepsPerSecond", report.stepsPerSecond());
        block.put("wallS", report.wallSeconds());
        block.put("threads", report.threads());
        return block;
    }

    /** The same without how fast it went. */
    static Map<String, @Nullable Object> outcome(SimulationReport report) {
        Map<String, @Nullable Object> block = new LinkedHashMap<>();
        block.put("controller", report.controller());
        block.put("runs", report.runs());
        block.put("settled", report.settled());
        block.put("fell", report.fell());
        block.put("railHits", report.railHits());
        block.put("settledRate", rate(report.settled(), report.runs()));
        block.put("fellRate", rate(report.fell(), report.runs()));
        block.put("railHitRate", rate(report.railHits(), report.runs()));
        Quantiles settle = report.settleSeconds();
        Map<String, @Nullable Object> settleKeys = new LinkedHashMap<>();
        settleKeys.put("median", Documents.figure(settle.median()));
        settleKeys.put("p95", Documents.figure(settle.at(0.95)));
        settleKeys.put("max", Documents.figure(settle.max()));
        block.put("settleS", settleKeys);
        block.put("maxPositionM", report.maxPosition());
        Map<String, @Nullable Object> peakKeys = new LinkedHashMap<>();
        peakKeys.put("median", Documents.figure(report.peakForce().median()));
        peakKeys.put("max", Documents.figure(report.peakForce().max()));
        block.put("peakForceN", peakKeys);
        block.put("forceVariationNPerS", median(report.forceVariation()));
        block.put("tailRmsForceN", median(report.tailRmsForce()));
        block.put("steps", report.steps());
        return block;
    }

    /** A rate and the interval that holds the true one with 95 % confidence. */
    static Map<String, @Nullable Object> rate(int count, int runs) {
        WilsonInterval interval = WilsonInterval.of(count, runs);
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("value", interval.rate());
        keys.put("ci95", List.of(interval.low(), interval.high()));
        return keys;
    }

    private static Map<String, @Nullable Object> median(Quantiles figures) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("median", Documents.figure(figures.median()));
        return keys;
    }

    static String table(Terminal terminal, List<SimulationReport> reports) {
        StringBuilder text = new StringBuilder(terminal.bold(String.format(
                Locale.ROOT,
                "%-16s %9s %14s %5s %5s   %17s   %8s %9s %10s %9s %12s",
                "controller",
                "settled",
                "95 % interval",
                "fell",
                "rail",
                "settling med/max",
                "cart max",
                "force max",
                "variation",
                "tail RMS",
                "speed")));
        for (SimulationReport report : reports) {
            String settled = report.settled() + "/" + report.runs();
            String padded = String.format(Locale.ROOT, "%9s", settled);
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-16s %s %14s %5d %5d   %17s   %8s %9s %10s %9s %12s",
                    report.controller(),
                    report.settled() == report.runs() ? terminal.good(padded) : terminal.bad(padded),
                    interval(report),
                    report.fell(),
                    report.railHits(),
                    shown(report.settleSeconds().median(), "%.2f", "") + " / "
                            + shown(report.settleSeconds().max(), "%.2f", " s"),
                    String.format(Locale.ROOT, "%.2f m", report.maxPosition()),
                    shown(report.peakForce().max(), "%.1f", " N"),
                    shown(report.forceVariation().median(), "%.1f", " N/s"),
                    shown(report.tailRmsForce().median(), "%.3f", " N"),
                    String.format(Locale.ROOT, "%.2f M/s", report.stepsPerSecond() * 1e-6)));
        }
        return text.toString();
    }

    /** Where the true rate of settling is, with 95 % confidence. */
    private static String interval(SimulationReport report) {
        WilsonInterval interval = WilsonInterval.of(report.settled(), report.runs());
        return String.format(Locale.ROOT, "%.1f..%.1f %%", 100 * interval.low(), 100 * interval.high());
    }

    private static String shown(OptionalDouble value, String format, String unit) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) + unit : "-";
    }
}
