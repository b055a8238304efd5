package plumb.selftest;

import java.util.Locale;
import java.util.Optional;
import plumb.config.RigConfig;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.State;
import plumb.observe.RunSummary;
import plumb.runtime.LoopAssembly;
import plumb.simulation.TrueRig;
import plumb.simulation.VirtualRun;

/**
 * The force of the super-twisting law is continuous: after settling its total variation is at most half that of the
 * classical law with a plain sign function, at no loss of accuracy, and its high-passed tail is no worse than 1.1 times that
 * of the classical law with a boundary layer.
 */
final class Chattering implements StabilityScenario {
    private static final String SUPER_TWISTING = "super-twisting";
    private static final String CLASSICAL = "classical";
    private static final String LAYER = "layer";
    private static final double SECONDS = 10;
    static final double MOST_OF_SIGN = 0.5;
    static final double MOST_OF_LAYER = 1.1;
    /** A share of the force limit below which chatter is none, for rigs without noise. */
    private static final double NONE = 1e-4;

    @Override
    public String name() {
        return "chatter below that of sign()";
    }

    @Override
    public boolean appliesTo(RigConfig config) {
        return config.controller().equals(SUPER_TWISTING);
    }

    @Override
    public void probe(LoopAssembly assembly, ProbeTally tally) {
        RigConfig config = assembly.config();
        Optional<RunSummary> own = run(config, assembly);
        Optional<RunSummary> sign = run(layered(config, "sign"));
        Optional<RunSummary> layer = run(layered(config, "linear"));
        double none = NONE * config.limits().force();
        compare(
                "variation, N/s",
                own.map(Chattering::variation),
                sign.map(Chattering::variation),
                MOST_OF_SIGN,
                none / config.loop().periodSeconds(),
                tally);
        compare(
                "tail RMS, N",
                own.map(Chattering::tailRms),
                layer.map(Chattering::tailRms),
                MOST_OF_LAYER,
                none,
                tally);
    }

    /** One figure against that of another law; a run without the figure does not hold. */
    static void compare(
            String what, Optional<Double> own, Optional<Double> other, double factor, double none, ProbeTally tally) {
        double mine = own.orElse(Double.NaN);
        double theirs = other.orElse(Double.NaN);
        tally.probe(
                mine <= factor * theirs + none,
                () -> String.format(Locale.ROOT, "%s: %.3g, must be at most %.1f x %.3g", what, mine, factor, theirs));
    }

    private static double variation(RunSummary run) {
        return run.forceVariationPerSecond().orElse(Double.NaN);
    }

    private static double tailRms(RunSummary run) {
        return run.tailRmsForce().orElse(Double.NaN);
    }

    private static RigConfig layered(RigConfig config, String layer) {
        ControllerType classical = ControllerRegistry.standard().type(CLASSICAL);
        ParameterSpec spec = classical.parameters().stream()
                .filter(each -> each.name().equals(LAYER))
                .findFirst()
                .orElseThrow();
        ParameterValues values = config.controllerParameters(CLASSICAL)
                .with(LAYER, spec.choices().indexOf(layer));
        return config.withLaw(CLASSICAL, values);
    }

    private static Optional<RunSummary> run(RigConfig config) {
        return run(config, LoopAssembly.of(config));
    }

    private static Optional<RunSummary> run(RigConfig config, LoopAssembly assembly) {
        long cycles = StrictMath.round(SECONDS / config.loop().periodSeconds());
        RigConfig truth = config.withSimulation(TrueRig.nominalOptions(new State(0, 0.02, 0.02, 0, 0, 0)));
        return VirtualRun.balancing(truth, assembly, cycles).figures();
    }
}
