package plumb.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hipparchus.complex.Complex;
import org.jspecify.annotations.Nullable;
import plumb.control.ControllerRegistry;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.estimate.EstimatorRegistry;
import plumb.simulation.GainTuning;
import plumb.simulation.ScenarioSet;

/** What a search for gains looks like: as a file, as a document and for people. */
final class TuneTexts {
    private TuneTexts() {}

    /** The rig with its gains as {@code --config} reads it, headed by where the gains come from. */
    static String file(TuneOutcome outcome, BuildInfo build, String commandLine) {
        GainTuning tuning = outcome.tuning();
        List<String> notes = new ArrayList<>();
        notes.add(outcome.better() ? "gains found by plumb tune" : "plumb tune found no better gains: as before");
        notes.add("command: " + commandLine);
        notes.add("build: " + build.version() + " " + build.commit() + " " + build.sha256());
        notes.add("seed: " + tuning.swarm().seed());
        notes.add("scenarios sha256: " + tuning.training().sha256());
        notes.add("cost: " + (outcome.better() ? outcome.best().cost() : outcome.baseline()));
        notes.add("cost of the gains it began with: " + outcome.baseline());
        notes.add("cost over unseen scenarios: " + outcome.verdict().cost() + ", before "
                + outcome.before().cost());
        notes.add("evaluations: " + outcome.best().search().evaluations() + " by "
                + outcome.best().optimiser().title() + (outcome.stopped() ? ", stopped early" : ""));
        StringBuilder text = new StringBuilder();
        notes.forEach(note -> text.append("# ").append(note).append('\n'));
        return text.append(outcome.kept().toYaml()).toString();
    }

    static Map<String, @Nullable Object> document(TuneOutcome outcome, BuildInfo build, Path file) {
        GainTuning tuning = outcome.tuning();
        Map<String, @Nullable Object> document = Documents.begin("tune", build, tuning.config());
        document.put("controller", tuning.config().controller());
        document.put("estimator", tuning.config().estimator());
        document.put("gains", gains(outcome));
        document.put("cost", outcome.better() ? outcome.best().cost() : outcome.baseline());
        document.put("costBaseline", outcome.baseline());
        document.put("kept", outcome.better() ? "tuned" : "baseline");
        document.put("evaluations", outcome.best().search().evaluations());
        document.put(
                "wallS",
                outcome.found().stream()
                        .mapToDouble(GainTuning.Found::wallSeconds)
                        .sum());
        document.put("seed", tuning.swarm().seed());
        document.put("particles", tuning.swarm().particles());
        document.put("iterations", tuning.swarm().iterations());
        document.put("dimensions", tuning.dimensions());
        document.put("scenarios", tuning.scenarios());
        document.put("scenariosSha256", tuning.training().sha256());
        document.put("selection", tuning.selected());
        document.put("selectionSha256", tuning.selection().sha256());
        document.put("threads", tuning.threads());
        document.put("stopped", outcome.stopped());
        document.put("convergence", outcome.best().search().convergence());
        document.put(
                "optimisers",
                outcome.found().stream().map(each -> search(outcome, each)).toList());
        document.put("validation", validation(outcome));
        document.put("file", file.toString());
        document.put("tunedConfigSha256", outcome.kept().sha256());
        return document;
    }

    private static Map<String, @Nullable Object> search(TuneOutcome outcome, GainTuning.Found found) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("name", found.optimiser().title());
        keys.put("cost", found.cost());
        keys.put("costLeast", found.search().cost());
        keys.put("costSelection", found.selectionCost());
        keys.put("costUnseen", outcome.verdict(found).cost());
        keys.put("settledUnseen", outcome.verdict(found).report().settled());
        keys.put("evaluations", found.search().evaluations());
        keys.put("wallS", found.wallSeconds());
        keys.put("convergence", found.search().convergence());
        return keys;
    }

    private static Map<String, @Nullable Object> validation(TuneOutcome outcome) {
        Map<String, @Nullable Object> keys =
                SimulationTexts.block(outcome.verdict().report());
        keys.put("cost", outcome.verdict().cost());
        keys.put("costBaseline", outcome.before().cost());
        keys.put("costTuned", outcome.verdict(outcome.best()).cost());
        keys.put("settledBaseline", outcome.before().report().settled());
        keys.put("settledTuned", outcome.verdict(outcome.best()).report().settled());
        keys.put("scenariosSha256", outcome.tuning().validation().sha256());
        return keys;
    }

    /** The gains that are kept: of the law, and of the estimator under its name. */
    private static Map<String, @Nullable Object> gains(TuneOutcome outcome) {
        String law = outcome.kept().controller();
        String estimator = outcome.kept().estimator();
        Map<String, @Nullable Object> gains = values(
                ControllerRegistry.standard().type(law).parameters(),
                outcome.kept().controllerParameters(law));
        gains.put(
                estimator,
                values(
                        EstimatorRegistry.standard().type(estimator).parameters(),
                        outcome.kept().estimatorParameters(estimator)));
        return gains;
    }

    private static Map<String, @Nullable Object> values(List<ParameterSpec> specs, ParameterValues values) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        for (ParameterSpec spec : specs) {
            List<Complex> value = values.poles(spec.name());
            keys.put(
                    spec.name(),
                    switch (spec.kind()) {
                        case SCALAR -> value.getFirst().getReal();
                        case CHOICE -> spec.choices().get((int) value.getFirst().getReal());
                        case VECTOR -> value.stream().map(Complex::getReal).toList();
                        case POLES ->
                            value.stream()
                                    .map(pole -> List.of(pole.getReal(), pole.getImaginary()))
                                    .toList();
                    });
        }
        return keys;
    }

    static String text(Terminal terminal, TuneOutcome outcome, Path file) {
        GainTuning tuning = outcome.tuning();
        GainTuning.Found best = outcome.best();
        StringBuilder text = new StringBuilder();
        String gain = String.format(Locale.ROOT, "%.1f %%", 100 * outcome.gain());
        String verdict;
        if (outcome.better()) {
            verdict = terminal.good("tuned " + tuning.config().controller()) + ": " + gain
                    + " lower cost on scenarios it has not seen";
        } else {
            verdict = terminal.warn("kept the gains of " + tuning.config().controller())
                    + ": what the search found is not better on scenarios it has not seen (" + gain + ")";
        }
        text.append(verdict).append(outcome.stopped() ? ", stopped early" : "");
        text.append(String.format(Locale.ROOT, "%n  %-24s %10s %14s %12s%n", "", "cost", "unseen cost", "settled"));
        text.append(row("before", outcome.baseline(), outcome.before()));
        for (GainTuning.Found each : outcome.found()) {
            text.append(row(each.optimiser().title(), each.cost(), outcome.verdict(each)));
        }
        text.append(String.format(
                Locale.ROOT,
                "  %d evaluations of %d coordinates over %d scenarios of %.0f s, seed %d, %.0f s on %d threads%n",
                best.search().evaluations(),
                tuning.dimensions(),
                tuning.scenarios(),
                ScenarioSet.SECONDS,
                tuning.swarm().seed(),
                outcome.found().stream()
                        .mapToDouble(GainTuning.Found::wallSeconds)
                        .sum(),
                tuning.threads()));
        if (outcome.found().size() > 1) {
            text.append(comparison(outcome));
        }
        return text.append("  use it: plumb run --config ").append(file).toString();
    }

    private static String row(String name, double cost, GainTuning.Verdict verdict) {
        return String.format(
                Locale.ROOT,
                "  %-24s %10.4f %14.4f %12s%n",
                name,
                cost,
                verdict.cost(),
                verdict.report().settled() + "/" + verdict.report().runs());
    }

    /** Which search was better, by the scenarios that neither of them has seen. */
    private static String comparison(TuneOutcome outcome) {
        GainTuning.Found first = outcome.found().getFirst();
        GainTuning.Found second = outcome.found().getLast();
        double firstCost = outcome.verdict(first).cost();
        double secondCost = outcome.verdict(second).cost();
        if (firstCost == secondCost) {
            return "  both searches came to the same cost on unseen scenarios" + System.lineSeparator();
        }
        GainTuning.Found better = firstCost < secondCost ? first : second;
        return String.format(
                Locale.ROOT,
                "  with as many evaluations %s was better on unseen scenarios, by %.1f %%%n",
                better.optimiser().title(),
                100 * Math.abs(firstCost - secondCost) / Math.max(firstCost, secondCost));
    }
}
