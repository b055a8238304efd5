package plumb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.latency.BareLoop;
import plumb.observe.PhaseSummary;
import plumb.runtime.os.Degradation;
import plumb.runtime.os.RealtimeReport;

/**
 * What {@code plumb latency} measured, as document and as table. Immutable; any thread.
 *
 * @param config whose loop it was
 * @param realtime what the measuring thread got
 * @param wakeup distribution; empty when it was stopped before anything counted
 * @param missed whole periods that were skipped
 * @param peer the other program; empty when none was asked for or it was not reached
 * @param stopped whether a signal cut it short
 */
record LatencyReport(
        RigConfig config,
        RealtimeReport realtime,
        Optional<PhaseSummary> wakeup,
        long missed,
        Optional<Peer> peer,
        boolean stopped) {
    private static final double NANOS_PER_MICRO = 1e3;

    private static final List<Column> COLUMNS = List.of(
            new Column("p50", "p50", PhaseSummary::p50),
            new Column("p90", "p90", PhaseSummary::p90),
            new Column("p99", "p99", PhaseSummary::p99),
            new Column("p999", "p99.9", PhaseSummary::p999),
            new Column("p9999", "p99.99", PhaseSummary::p9999),
            new Column("max", "max", PhaseSummary::max));

    /**
     * What another program measured.
     *
     * @param name of the program
     * @param command as one would type it
     * @param keptAwake whether its processor was kept awake as ours was
     * @param wakeup distribution; empty when it was stopped before anything counted
     */
    record Peer(String name, String command, boolean keptAwake, Optional<PhaseSummary> wakeup) {}

    String json(BuildInfo build) {
        Map<String, @Nullable Object> document = Documents.begin("latency", build, config);
        document.put("stopped", stopped);
        document.put("rateHz", config.loop().rateHz());
        document.put("spinUs", config.loop().spinNanos() / NANOS_PER_MICRO);
        document.put("cycles", wakeup.map(PhaseSummary::count).orElse(0L));
        document.put("missedCycles", missed);
        document.put("wakeupUs", percentiles(wakeup));
        document.put("realtime", Documents.realtime(realtime));
        document.put("peer", peer.isPresent() ? keys(peer.get()) : null);
        document.put("ratio", ratios());
        return Documents.text(document);
    }

    private static Map<String, @Nullable Object> keys(Peer peer) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("name", peer.name());
        keys.put("command", peer.command());
        keys.put("keptAwake", peer.keptAwake());
        keys.put("cycles", peer.wakeup().map(PhaseSummary::count).orElse(0L));
        keys.put("wakeupUs", percentiles(peer.wakeup()));
        return keys;
    }

    private static @Nullable Map<String, @Nullable Object> percentiles(Optional<PhaseSummary> summary) {
        return summary.isPresent() ? Documents.percentiles(summary.get()) : null;
    }

    /** Ours by theirs; null without both. */
    private @Nullable Map<String, @Nullable Object> ratios() {
        Optional<PhaseSummary> theirs = peer.flatMap(Peer::wakeup);
        if (wakeup.isEmpty() || theirs.isEmpty()) {
            return null;
        }
        Map<String, @Nullable Object> ratios = new LinkedHashMap<>();
        for (Column column : COLUMNS) {
            double divisor = column.of.applyAsDouble(theirs.get());
            ratios.put(column.key, divisor > 0 ? column.of.applyAsDouble(wakeup.get()) / divisor : null);
        }
        return ratios;
    }

    String text(Terminal terminal) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s  %.0f wake-ups per second, %s, spin %.0f \u00b5s, %s%s%s%n",
                terminal.bold("plumb latency"),
                config.loop().rateHz(),
                realtime.policy() + " " + realtime.priority()
                        + (realtime.cpu().isPresent()
                                ? " on cpu " + realtime.cpu().getAsInt()
                                : ""),
                config.loop().spinNanos() / NANOS_PER_MICRO,
                realtime.memoryLocked() ? "memory locked" : "memory not locked",
                realtime.cpuLatencyHeld() ? ", no deep sleep of processors" : "",
                realtime.keptAwake() ? ", virtual processor kept awake" : ""));
        for (Degradation degradation : realtime.degradations()) {
            text.append("  ").append(terminal.warn(degradation.toString())).append(System.lineSeparator());
        }
        text.append(terminal.dim(heading())).append(System.lineSeparator());
        text.append(row("plumb", wakeup));
        peer.ifPresent(other -> {
            text.append(row(other.name(), other.wakeup()));
            @Nullable Map<String, @Nullable Object> ratios = ratios();
            if (ratios != null) {
                text.append(ratioRow(ratios, terminal));
            }
            text.append("  ")
                    .append(terminal.dim("against: " + other.command()
                            + (other.keptAwake() ? "   (its processor kept awake as well)" : "")))
                    .append(System.lineSeparator());
        });
        text.append(String.format(
                Locale.ROOT,
                "  %d wake-ups counted after %d ms of warm-up, %d periods missed%s",
                wakeup.map(PhaseSummary::count).orElse(0L),
                BareLoop.WARM_UP.toMillis(),
                missed,
                stopped ? "; stopped by a signal" : ""));
        return text.toString();
    }

    private static String heading() {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-12s", "late by, \u00b5s"));
        for (Column column : COLUMNS) {
            line.append(String.format(Locale.ROOT, "%10s", column.title));
        }
        return line.toString();
    }

    private static String row(String name, Optional<PhaseSummary> summary) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-12s", name));
        for (Column column : COLUMNS) {
            line.append(summary.map(s -> String.format(Locale.ROOT, "%10.2f", column.of.applyAsDouble(s)))
                    .orElse(String.format(Locale.ROOT, "%10s", "-")));
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static String ratioRow(Map<String, @Nullable Object> ratios, Terminal terminal) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-12s", "ratio"));
        for (Column column : COLUMNS) {
            String cell = ratios.get(column.key) instanceof Double ratio
                    ? String.format(Locale.ROOT, "%10.3f", ratio)
                    : String.format(Locale.ROOT, "%10s", "-");
            line.append(
                    ratios.get(column.key) instanceof Double ratio && ratio > 1
                            ? terminal.warn(cell)
                            : terminal.good(cell));
        }
        return line.append(System.lineSeparator()).toString();
    }

    /**
     * One figure of a distribution.
     *
     * @param key in the document
     * @param title in the table
     * @param of the distribution
     */
    private record Column(String key, String title, ToDoubleFunction<PhaseSummary> of) {}
}
