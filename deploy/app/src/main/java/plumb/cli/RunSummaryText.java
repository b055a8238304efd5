package plumb.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import plumb.config.RigConfig;
import plumb.observe.CollectionFigures;
import plumb.observe.Phase;
import plumb.observe.PhaseSummary;
import plumb.observe.RunSummary;
import plumb.record.RecordingCounts;
import plumb.runtime.LoopResult;
import plumb.runtime.os.Degradation;
import plumb.runtime.os.RealtimeReport;

/** The summary that a person reads after a run. */
final class RunSummaryText {
    private final StringBuilder text = new StringBuilder();
    private final Terminal terminal;

    private RunSummaryText(Terminal terminal) {
        this.terminal = terminal;
    }

    static String of(
            Terminal terminal,
            RunOutcome outcome,
            String reason,
            RigConfig config,
            Optional<Experiment.Outcome> experiment,
            Path folder) {
        RunSummaryText summary = new RunSummaryText(terminal);
        summary.headline(outcome, reason, experiment.flatMap(Experiment.Outcome::figures));
        experiment.ifPresent(run -> summary.experiment(run, config));
        summary.row("folder", folder.toString());
        return summary.text.toString().stripTrailing();
    }

    private void headline(RunOutcome outcome, String reason, Optional<RunSummary> figures) {
        String word = outcome.exitCode() == ExitCode.OK ? terminal.good(outcome.word()) : terminal.bad(outcome.word());
        String after = figures.map(f -> String.format(Locale.ROOT, " after %.1f s", f.engagedSeconds()))
                .orElse("");
        text.append(word).append(after).append(": ").append(reason).append('\n');
    }

    private void experiment(Experiment.Outcome run, RigConfig config) {
        run.figures().ifPresent(figures -> {
            row(
                    "balance",
                    String.format(
                            Locale.ROOT,
                            "%s, cart within %.3f m of %.2f, angles within %.3f and %.3f rad",
                            settled(figures),
                            figures.maxPosition(),
                            config.limits().railHalfLength(),
                            figures.maxAngle1(),
                            figures.maxAngle2()));
            row(
                    "force",
                    String.format(Locale.ROOT, "RMS %.2f N, peak %.1f N", figures.rmsForce(), figures.peakForce())
                            + tail(figures));
            if (figures.rejectedSamples() > 0) {
                row(
                        "sensors",
                        terminal.warn(
                                figures.rejectedSamples() + " positions left out by the estimator: jumps or dropouts"));
            }
        });
        latency(run);
        LoopResult.Counts engaged = run.loop().engaged();
        row(
                "cycles",
                String.format(
                        Locale.ROOT,
                        "%d engaged, %d missed (%d in a row at most), %d overruns",
                        engaged.cycles(),
                        engaged.missed(),
                        engaged.maxConsecutiveMissed(),
                        engaged.overruns()));
        run.rig().text().ifPresent(link -> row("link", link));
        run.timing().missesText().ifPresent(misses -> row("misses", misses));
        run.timing().firstText().ifPresent(first -> row("at first", first));
        run.timing().switchText().ifPresent(switches -> row("switching", switches));
        run.allocatedBytes()
                .ifPresent(bytes -> row(
                        "memory", bytes + " bytes allocated by the control thread" + collections(run.collections())));
        run.recording().ifPresent(this::recording);
        realtime(run.realtime());
    }

    private void recording(RecordingCounts counts) {
        String recorded = counts.recorded() + " cycles recorded";
        row(
                "recording",
                counts.dropped() == 0 && counts.problem().isEmpty()
                        ? recorded
                        : terminal.warn(recorded + ", " + counts.dropped() + " dropped"
                                + counts.problem()
                                        .map(problem -> ": " + problem)
                                        .orElse(": the disk was too slow")));
    }

    private static String collections(Optional<CollectionFigures> collections) {
        return collections
                .map(c -> c.count() == 0
                        ? ", no garbage collection in the process"
                        : String.format(
                                Locale.ROOT,
                                ", %d garbage collections in the process, longest pause %.0f \u00b5s",
                                c.count(),
                                c.longestPauseMicros()))
                .orElse("");
    }

    private String settled(RunSummary figures) {
        String swung = figures.swingUpSeconds().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "swung up in %.2f s, then ",
                        figures.swingUpSeconds().getAsDouble())
                : "";
        return swung
                + (figures.settledAtSeconds().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "settled at %.2f s",
                                figures.settledAtSeconds().getAsDouble())
                        : terminal.warn("did not settle"));
    }

    private static String tail(RunSummary figures) {
        OptionalDouble rms = figures.tailRmsForce();
        OptionalDouble variation = figures.forceVariationPerSecond();
        return rms.isPresent() && variation.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "; after settling RMS %.2f N above 10 Hz, variation %.1f N/s",
                        rms.getAsDouble(),
                        variation.getAsDouble())
                : "";
    }

    private void latency(Experiment.Outcome run) {
        if (run.latency().values().stream().allMatch(summary -> summary.count() == 0)) {
            return;
        }
        row(
                "latency, \u00b5s",
                terminal.dim(String.format(Locale.ROOT, "%9s %9s %9s %9s", "p50", "p99", "p99.9", "max")));
        for (Phase phase : Phase.values()) {
            PhaseSummary summary = run.latency().get(phase);
            if (summary != null && summary.count() > 0) {
                row(
                        "  " + phase.id(),
                        String.format(
                                Locale.ROOT,
                                "%9.1f %9.1f %9.1f %9.1f",
                                summary.p50(),
                                summary.p99(),
                                summary.p999(),
                                summary.max()));
            }
        }
    }

    private void realtime(RealtimeReport report) {
        row(
                "real time",
                report.policy() + " " + report.priority()
                        + (report.cpu().isPresent() ? " on cpu " + report.cpu().getAsInt() : "")
                        + (report.memoryLocked() ? ", memory locked" : ", memory not locked")
                        + (report.keptAwake() ? ", virtual processor kept awake" : "") + ", kernel "
                        + report.kernel());
        for (Degradation degradation : report.degradations()) {
            row("", terminal.warn(degradation.what() + ": " + degradation.reason()) + "; " + degradation.remedy());
        }
    }

    private void row(String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-12s %s%n", name, value));
    }
}
