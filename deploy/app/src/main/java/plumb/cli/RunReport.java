package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.observe.CollectionFigures;
import plumb.observe.RunSummary;
import plumb.readiness.Verdict;
import plumb.record.RecordingCounts;
import plumb.report.RunDocuments;
import plumb.report.RunReportFile;
import plumb.runtime.LoopResult;

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
    private boolean told;
    private boolean kept;

    private RunReport(
            RunOutcome outcome,
            String reason,
            BuildInfo build,
            RigConfig config,
            Optional<Verdict> verdict,
            String configSha256,
            Startup startup,
            RunFolder folder,
            Optional<Experiment.Outcome> experiment) {
        this.outcome = outcome;
        this.reason = reason;
        this.exitCode = outcome.exitCode();
        this.config = config;
        this.experiment = experiment;
        this.folder = folder;
        this.document = Documents.begin("run", build, configSha256);
        document.put("outcome", outcome.word());
        document.put("reason", reason);
        document.put("controller", config.controller());
        document.put("estimator", config.runningEstimator());
        document.put("start", config.start().word());
        document.put("rig", config.name());
        document.put("rateHz", config.loop().rateHz());
        experimentKeys(experiment);
        document.put("startupMs", startup.keys());
        put("verdictId", verdict.map(Verdict::verdictId));
        document.put("signedVerdictId", folder.signedVerdictId());
        put("level", verdict.map(judged -> judged.level().id()));
        document.put("runFolder", folder.path().toString());
        document.put("earlierRunFolders", List.of());
    }

    /** Names the runs of the same command before this one, in their order. */
    RunReport after(List<String> runFolders) {
        document.put("earlierRunFolders", List.copyOf(runFolders));
        return this;
    }

    Path folder() {
        return folder.path();
    }

    /**
     * A run that ended before it was armed: the verdict did not allow it, or a signal came first.
     *
     * @param refusal why arming was refused although the verdict allowed a run
     */
    static RunReport neverArmed(
            RunOutcome outcome,
            Optional<String> refusal,
            BuildInfo build,
            RigConfig config,
            Verdict verdict,
            Startup startup,
            RunFolder folder) {
        String gates = verdict.results().stream()
                .filter(result -> !result.passed())
                .map(result -> result.gate().id())
                .collect(Collectors.joining(", "));
        String reason = outcome == RunOutcome.STOPPED
                ? "stopped before it was armed"
                : verdict.permitsRun() && refusal.isPresent()
                        ? "not armed: " + refusal.get()
                        : verdict.level().id() + ": not passed: " + gates;
        return new RunReport(
                outcome,
                reason,
                build,
                config,
                Optional.of(verdict),
                verdict.binding().configSha256(),
                startup,
                folder,
                Optional.empty());
    }

    /** A run that ended before its self-test: the verdict that was handed over does not allow it. */
    static RunReport refused(
            String refusal, BuildInfo build, RigConfig config, String configSha256, Startup startup, RunFolder folder) {
        return new RunReport(
                RunOutcome.NOT_READY,
                "not armed: " + refusal,
                build,
                config,
                Optional.empty(),
                configSha256,
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
            Experiment.Outcome experiment) {
        return new RunReport(
                RunOutcome.of(experiment),
                experiment.loop().reason(),
                build,
                config,
                Optional.of(verdict),
                verdict.binding().configSha256(),
                startup,
                folder,
                Optional.of(experiment));
    }

    /** Tells people how it went; the first call counts. */
    void tell(Terminal terminal, OutputOptions output) {
        if (!told && !output.quiet()) {
            terminal.say(output.json(), text(terminal));
        }
        told = true;
    }

    /**
     * Writes what belongs into the run folder; last, so that a full disk does not cost the document on stdout. The first call
     * counts.
     */
    void keep() throws IOException {
        if (kept) {
            return;
        }
        kept = true;
        if (experiment.isPresent()) {
            folder.write(experiment.get().histograms());
        }
        folder.writeRun(document);
        RunReportFile.write(folder.path(), new RunDocuments(document, folder.verdict(), config));
    }

    int exitCode() {
        return exitCode;
    }

    String json() {
        return Documents.text(document);
    }

    private String text(Terminal terminal) {
        return RunSummaryText.of(terminal, outcome, reason, config, experiment, folder.path());
    }

    /** Every key of the contract; those of what did not happen or was not measured are null. */
    private void experimentKeys(Optional<Experiment.Outcome> run) {
        Optional<LoopResult> loop = run.map(Experiment.Outcome::loop);
        Optional<LoopResult.Counts> engaged = loop.map(LoopResult::engaged);
        Optional<CollectionFigures> collections = run.flatMap(Experiment.Outcome::collections);
        put("cycles", loop.map(l -> l.safe().cycles() + l.engaged().cycles()));
        put("controllerAtEnd", run.map(Experiment.Outcome::controllerAtEnd));
        put("controllerSwitches", run.map(Experiment.Outcome::controllerSwitches));
        put("engagedCycles", engaged.map(LoopResult.Counts::cycles));
        put("overruns", engaged.map(LoopResult.Counts::overruns));
        put("missedCycles", engaged.map(LoopResult.Counts::missed));
        put("maxConsecutiveMisses", engaged.map(LoopResult.Counts::maxConsecutiveMissed));
        OptionalLong allocated = run.map(Experiment.Outcome::allocatedBytes).orElse(OptionalLong.empty());
        document.put("allocatedBytes", allocated.isPresent() ? allocated.getAsLong() : null);
        put("gcCount", collections.map(CollectionFigures::count));
        put("gcPauseMaxUs", collections.map(CollectionFigures::longestPauseMicros));
        put("latencyUs", run.map(RunReport::latency));
        figureKeys(run.flatMap(Experiment.Outcome::figures));
        Optional<RecordingCounts> recording = run.flatMap(Experiment.Outcome::recording);
        put("recorded", recording.map(RecordingCounts::recorded));
        put("dropped", recording.map(RecordingCounts::dropped));
        put("recordingProblem", recording.flatMap(RecordingCounts::problem));
        put("rigLink", run.map(r -> r.rig().keys()));
        put("timing", run.map(r -> r.timing().keys()));
        put("realtime", run.map(r -> Documents.realtime(r.realtime())));
    }

    private void figureKeys(Optional<RunSummary> figures) {
        document.put("swingUpS", figure(figures, RunSummary::swingUpSeconds));
        document.put("settledAtS", figure(figures, RunSummary::settledAtSeconds));
        put("maxAngleRad", figures.map(f -> List.of(f.maxAngle1(), f.maxAngle2())));
        put("maxPositionM", figures.map(RunSummary::maxPosition));
        put("peakForceN", figures.map(RunSummary::peakForce));
        put("rmsForceN", figures.map(RunSummary::rmsForce));
        document.put("tailRmsForceN", figure(figures, RunSummary::tailRmsForce));
        document.put("forceVariationNPerS", figure(figures, RunSummary::forceVariationPerSecond));
        put("rejectedSamples", figures.map(RunSummary::rejectedSamples));
    }

    private <T> void put(String key, Optional<T> value) {
        document.put(key, value.isPresent() ? value.get() : null);
    }

    private static @Nullable Double figure(Optional<RunSummary> figures, Function<RunSummary, OptionalDouble> which) {
        return Documents.figure(figures.map(which).orElse(OptionalDouble.empty()));
    }

    private static Map<String, @Nullable Object> latency(Experiment.Outcome run) {
        Map<String, @Nullable Object> latency = new LinkedHashMap<>();
        run.latency().forEach((phase, summary) -> latency.put(phase.id(), Documents.percentiles(summary)));
        return latency;
    }
}
