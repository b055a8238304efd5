package plumb.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.observe.CollectionFigures;
import plumb.observe.PhaseSummary;
import plumb.observe.RunSummary;
import plumb.readiness.GateResult;
import plumb.readiness.Verdict;
import plumb.runtime.os.RealtimeReport;

/**
 * What came of {@code plumb run}: outcome, exit code, document and summary. A figure that was not measured is not there.
 */
final class RunReport {
    private final RunOutcome outcome;
    private final String reason;
    private final int exitCode;
    private final Map<String, @Nullable Object> document;
    private final RigConfig config;
    private final Optional<Experiment.Outcome> experiment;
    private final RunFolder folder;

    private RunReport(
            RunOutcome outcome,
            String reason,
            BuildInfo build,
            RigConfig config,
            Verdict verdict,
            Startup startup,
            RunFolder folder,
            Optional<Experiment.Outcome> experiment)
            throws IOException {
        this.outcome = outcome;
        this.reason = reason;
        this.exitCode = outcome.exitCode();
        this.config = config;
        this.experiment = experiment;
        this.folder = folder;
        this.document = Documents.begin("run", build, config);
        document.put("outcome", outcome.word());
        document.put("reason", reason);
        document.put("controller", config.controller());
        document.put("estimator", config.estimator());
        document.put("rig", config.name());
        document.put("rateHz", config.loop().rateHz());
        if (experiment.isPresent()) {
            experimentKeys(experiment.get());
        }
        document.put("startupMs", startup.keys());
        document.put("verdictId", verdict.verdictId());
        document.put("runFolder", folder.path().toString());
        folder.writeRun(document);
    }

    /** A run that the verdict did not allow. */
    static RunReport notReady(BuildInfo build, RigConfig config, Verdict verdict, Startup startup, RunFolder folder)
            throws IOException {
        String gates = verdict.results().stream()
                .filter(result -> !result.passed())
                .map(GateResult::gate)
                .map(gate -> gate.id())
                .collect(Collectors.joining(", "));
        return new RunReport(
                RunOutcome.NOT_READY,
                verdict.level().id() + ": not passed: " + gates,
                build,
                config,
                verdict,
                startup,
                folder,
                Optional.empty());
    }

    /** A run that was armed. */
    static RunReport of(
            BuildInfo build,
            RigConfig config,
            Verdict verdict,
            Startup startup,
            RunFolder folder,
            Experiment.Outcome experiment)
            throws IOException {
        folder.write(experiment.histograms());
        return new RunReport(
                RunOutcome.of(experiment),
                experiment.loop().reason(),
                build,
                config,
                verdict,
                startup,
                folder,
                Optional.of(experiment));
    }

    int exitCode() {
        return exitCode;
    }

    String json() {
        return Documents.text(document);
    }

    String text(Terminal terminal) {
        return RunSummaryText.of(terminal, outcome, reason, config, experiment, folder.path());
    }

    private void experimentKeys(Experiment.Outcome run) {
        document.put("cycles", run.loop().safe().cycles() + run.loop().engaged().cycles());
        document.put("engagedCycles", run.loop().engaged().cycles());
        document.put("overruns", run.loop().engaged().overruns());
        document.put("missedCycles", run.loop().engaged().missed());
        document.put("maxConsecutiveMisses", run.loop().engaged().maxConsecutiveMissed());
        document.put(
                "allocatedBytes",
                run.allocatedBytes().isPresent() ? run.allocatedBytes().getAsLong() : null);
        document.put("gcCount", run.collections().map(CollectionFigures::count).orElse(null));
        document.put(
                "gcPauseMaxUs",
                run.collections().map(CollectionFigures::longestPauseMicros).orElse(null));
        Map<String, @Nullable Object> latency = new LinkedHashMap<>();
        run.latency().forEach((phase, summary) -> latency.put(phase.id(), percentiles(summary)));
        document.put("latencyUs", latency);
        run.figures().ifPresent(this::figureKeys);
        document.put("realtime", realtime(run.realtime()));
    }

    private void figureKeys(RunSummary figures) {
        document.put("settledAtS", Documents.figure(figures.settledAtSeconds()));
        document.put("maxAngleRad", List.of(figures.maxAngle1(), figures.maxAngle2()));
        document.put("maxPositionM", figures.maxPosition());
        document.put("peakForceN", figures.peakForce());
        document.put("rmsForceN", figures.rmsForce());
        document.put("tailRmsForceN", Documents.figure(figures.tailRmsForce()));
        document.put("forceVariationNPerS", Documents.figure(figures.forceVariationPerSecond()));
    }

    private static Map<String, @Nullable Object> percentiles(PhaseSummary summary) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("p50", summary.p50());
        keys.put("p90", summary.p90());
        keys.put("p99", summary.p99());
        keys.put("p999", summary.p999());
        keys.put("p9999", summary.p9999());
        keys.put("max", summary.max());
        return keys;
    }

    private static Map<String, @Nullable Object> realtime(RealtimeReport report) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("policy", report.policy());
        keys.put("priority", report.priority());
        keys.put("cpu", report.cpu().isPresent() ? report.cpu().getAsInt() : null);
        keys.put("memoryLocked", report.memoryLocked());
        keys.put("cpuLatencyHeld", report.cpuLatencyHeld());
        keys.put("kernel", report.kernel());
        keys.put(
                "degradations",
                report.degradations().stream()
                        .map(d -> Map.of("what", d.what(), "reason", d.reason(), "remedy", d.remedy()))
                        .toList());
        return keys;
    }
}
