package plumb.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import plumb.history.Confidence;
import plumb.history.GateRecord;
import plumb.history.StoredGate;
import plumb.history.StoredVerdict;
import plumb.readiness.GateStatus;

/** A rig's history for people: 80 columns are enough. */
final class HistoryText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Terminal terminal;
    private final StringBuilder text = new StringBuilder();

    private HistoryText(Terminal terminal) {
        this.terminal = terminal;
    }

    static String of(Terminal terminal, RigHistory history, Map<String, Integer> rigs) {
        HistoryText text = new HistoryText(terminal);
        text.summary(history);
        text.verdicts(history.verdicts());
        text.gates(history.record().gates());
        text.others(history.rig(), rigs);
        return text.text.toString().stripTrailing();
    }

    private void summary(RigHistory history) {
        Confidence confidence = history.record().confidence();
        line(terminal.bold("rig " + history.rig())
                + String.format(
                        Locale.ROOT,
                        ": %d verdicts, %d of them ready",
                        history.record().verdicts(),
                        history.ready()));
        line("  trend       "
                + history.record()
                        .trend()
                        .map(t -> String.format(
                                Locale.ROOT,
                                "%s, %+.1f points a verdict over the last %d",
                                t.direction().word(),
                                t.pointsPerVerdict(),
                                t.verdicts()))
                        .orElse("not known: fewer than 3 verdicts over the same gates"));
        line("  confidence  "
                + String.format(
                        Locale.ROOT,
                        "%s, from %d measurements: a share is known to within %.0f %%",
                        confidence.grade().word(),
                        confidence.measurements(),
                        100 * confidence.margin()));
    }

    private void verdicts(List<StoredVerdict> verdicts) {
        if (verdicts.isEmpty()) {
            line("  no verdict in this time");
            return;
        }
        List<Double> scores = verdicts.stream().map(StoredVerdict::score).toList();
        line(String.format(
                Locale.ROOT,
                "  score       %s  %.1f to %.1f",
                Sparkline.of(scores),
                scores.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                scores.stream().mapToDouble(Double::doubleValue).max().orElseThrow()));
        line("");
        line(terminal.dim(String.format(
                Locale.ROOT, "%-19s %-11s %-19s %5s  %s", "UTC", "self-test", "level", "score", "not passed")));
        for (StoredVerdict verdict : verdicts) {
            String level = String.format(Locale.ROOT, "%-19s", verdict.level().id());
            line(String.format(
                    Locale.ROOT,
                    "%-19s %-11s %s %5.1f  %s",
                    time(verdict.testedAt()),
                    verdict.mode().id(),
                    verdict.ready() ? terminal.good(level) : terminal.bad(level),
                    verdict.score(),
                    verdict.notPassed().stream().map(StoredGate::id).collect(Collectors.joining(" "))));
        }
    }

    private void gates(List<GateRecord> gates) {
        List<GateRecord> failed =
                gates.stream().filter(gate -> gate.first().isPresent()).toList();
        line("");
        if (failed.isEmpty()) {
            line("every gate was always passed");
            return;
        }
        line(terminal.dim(String.format(
                Locale.ROOT, "%-27s %4s %4s %4s  %s", "gate", "pass", "fail", "none", "first and last not passed")));
        for (GateRecord gate : failed) {
            line(String.format(
                    Locale.ROOT,
                    "%-27s %4d %4d %4d  %s",
                    gate.id(),
                    gate.count(GateStatus.PASS),
                    gate.count(GateStatus.FAIL),
                    gate.count(GateStatus.NOT_EVALUATED),
                    gate.first().map(HistoryText::failure).orElse("")));
            if (!gate.first().equals(gate.last())) {
                line(String.format(
                        Locale.ROOT,
                        "%-43s %s",
                        "",
                        gate.last().map(HistoryText::failure).orElse("")));
            }
        }
    }

    private static String failure(GateRecord.Failure failure) {
        StoredGate gate = failure.gate();
        return time(failure.testedAt())
                + (gate.value().isPresent()
                        ? String.format(Locale.ROOT, "  %.4g %s", gate.value().getAsDouble(), gate.unit())
                        : "  not evaluated");
    }

    private void others(String shown, Map<String, Integer> rigs) {
        String others = rigs.entrySet().stream()
                .filter(rig -> !rig.getKey().equals(shown))
                .map(rig -> rig.getKey() + " (" + rig.getValue() + ")")
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            line("");
            line("other rigs, with --rig: " + others);
        }
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private void line(String content) {
        text.append(content.stripTrailing()).append('\n');
    }
}
