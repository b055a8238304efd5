package plumb.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import plumb.config.RigConfig;
import plumb.runtime.LoopAssembly;

/**
 * What gains cost over a set of scenarios: the mean of the runs plus half of the mean of the worst tenth of them, so that what
 * goes badly now and then counts, and two falls count more than one. Immutable; any thread.
 */
final class ScenarioCost {
    /** Gains for which there is no design cost more than any that run. */
    static final double NO_DESIGN = 1000;

    private static final double WORST_WEIGHT = 0.5;

    /** Runs per run that counts among the worst. */
    private static final int WORST_ONE_OF = 10;

    private final List<RigConfig> truths;
    private final long cycles;
    private final RunCost runCost;

    ScenarioCost(ScenarioSet scenarios) {
        this(
                IntStream.range(0, scenarios.count()).mapToObj(scenarios::truth).toList(),
                scenarios.cycles(),
                RunCost.of(scenarios.rig(), scenarios.cycles()));
    }

    private ScenarioCost(List<RigConfig> truths, long cycles, RunCost runCost) {
        this.truths = List.copyOf(truths);
        this.cycles = cycles;
        this.runCost = runCost;
    }

    /** The same scenarios, those first that cost these gains most: bad gains are given up sooner. */
    ScenarioCost hardestFirst(RigConfig gains) {
        List<VirtualRun> runs = judge(gains, Double.POSITIVE_INFINITY).runs();
        if (runs.isEmpty()) {
            return this;
        }
        List<RigConfig> ordered = IntStream.range(0, truths.size())
                .boxed()
                .sorted(Comparator.comparingDouble(number -> -runCost.of(runs.get(number))))
                .map(truths::get)
                .toList();
        return new ScenarioCost(ordered, cycles, runCost);
    }

    /** The cost and the runs it comes from. */
    record Judged(double cost, List<VirtualRun> runs) {}

    /** The cost of a configuration's law, estimator and gains; given up as soon as it is certain to be above the bound. */
    double of(RigConfig candidate, double bound) {
        return judge(candidate, bound).cost();
    }

    /** The same with the runs. */
    Judged judge(RigConfig candidate, double bound) {
        LoopAssembly assembly;
        try {
            assembly = LoopAssembly.of(candidate);
        } catch (IllegalArgumentException _) {
            // Gains that are each allowed but give no design together: the worst there is, and the search goes
            // elsewhere.
            return new Judged(NO_DESIGN, List.of());
        }
        List<VirtualRun> runs = new ArrayList<>();
        double sum = 0;
        double[] worst = new double[Math.ceilDiv(truths.size(), WORST_ONE_OF)];
        for (RigConfig truth : truths) {
            VirtualRun run = VirtualRun.balancing(truth, assembly, cycles);
            runs.add(run);
            double cost = runCost.of(run);
            sum += cost;
            keep(worst, cost);
            // What is still to come costs more than nothing, so this is already certain.
            if (cost(sum, worst) > bound) {
                break;
            }
        }
        return new Judged(cost(sum, worst), List.copyOf(runs));
    }

    /** Puts a cost among the worst ones, ascending, where it is one of them. */
    private static void keep(double[] worst, double cost) {
        if (cost > worst[0]) {
            worst[0] = cost;
            Arrays.sort(worst);
        }
    }

    private double cost(double sum, double[] worst) {
        return sum / truths.size()
                + WORST_WEIGHT * Arrays.stream(worst).average().orElse(0);
    }
}
