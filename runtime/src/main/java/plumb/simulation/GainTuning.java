package plumb.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.DoubleAccumulator;
import plumb.config.RigConfig;
import plumb.config.Start;
import plumb.tuning.EvolutionStrategy;
import plumb.tuning.Objective;
import plumb.tuning.ParticleSwarm;
import plumb.tuning.SearchListener;
import plumb.tuning.SearchResult;
import plumb.tuning.SwarmSettings;

/**
 * Tunes the gains of a law and of its estimator in the closed loop that {@code simulate} runs, and judges what it found by
 * scenarios that the search has not seen. Everything is a function of these values; the number of threads changes nothing
 * but the time. Immutable; housekeeping thread.
 *
 * @param config rig, law and the gains to begin with
 * @param swarm size and seed of the search
 * @param scenarios number of scenarios that each point is judged by
 * @param selected number of scenarios that decide between the candidates of a search
 * @param unseen number of scenarios that the result is judged by
 * @param threads that evaluate
 */
public record GainTuning(RigConfig config, SwarmSettings swarm, int scenarios, int selected, int unseen, int threads) {
    /** The search's scenarios lean farther and their rigs differ more than the unseen ones: gains found there have a margin. */
    private static final double STRAIN = 1.25;

    private static final long SELECTION_SEED = 0x53_454C_4543_54L;

    /** Takes the rig upright: gains are for balancing. */
    public GainTuning {
        config = config.withStart(Start.UPRIGHT);
    }

    /**
     * What a search came to.
     *
     * @param optimiser that searched
     * @param search its best point, cost and course
     * @param tuned the rig with the gains of the candidate that costs least over the scenarios of the selection; the gains it
     *     began with where none is better than they are, there and over the scenarios of the search
     * @param cost of these gains, over the scenarios of the search
     * @param selectionCost the same over those of the selection
     * @param wallSeconds it took
     */
    public record Found(
            Optimiser optimiser,
            SearchResult search,
            RigConfig tuned,
            double cost,
            double selectionCost,
            double wallSeconds) {}

    /**
     * How gains do on scenarios that no search has seen.
     *
     * @param cost as of the search, over the unseen scenarios
     * @param report of the runs
     */
    public record Verdict(double cost, SimulationReport report) {}

    /** The scenarios that points are judged by. */
    public ScenarioSet training() {
        return new ScenarioSet(config, swarm.seed(), scenarios, STRAIN);
    }

    /**
     * The scenarios that decide between the candidates of a search: strained like its own, but more and others, because the
     * point that costs least over few scenarios is the one that fits them best.
     */
    public ScenarioSet selection() {
        return new ScenarioSet(config, swarm.seed() ^ SELECTION_SEED, selected, STRAIN);
    }

    /** The scenarios that the result is judged by: other starts, other forces, other rigs. */
    public ScenarioSet validation() {
        return new ScenarioSet(config, ~swarm.seed() ^ 0x5DEECE66DL, unseen, 1);
    }

    /** Number of coordinates that are searched. */
    public int dimensions() {
        return new GainSpace(config).dimensions();
    }

    /** What the gains to begin with cost, over the scenarios of the search. */
    public double baseline() {
        return hardestFirst().of(config, Double.POSITIVE_INFINITY);
    }

    private ScenarioCost hardestFirst() {
        return new ScenarioCost(training()).hardestFirst(config);
    }

    /** Searches. */
    public Found search(Optimiser optimiser, SearchListener listener) throws InterruptedException {
        GainSpace space = new GainSpace(config);
        ScenarioCost cost = hardestFirst();
        Objective objective = (point, bound) -> cost(space, cost, point, bound);
        long began = System.nanoTime();
        SearchResult result = switch (optimiser) {
            case SWARM -> {
                try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
                    yield new ParticleSwarm(swarm).search(objective, space.start(), workers, listener);
                }
            }
            case CMA_ES ->
                new EvolutionStrategy(swarm.particles(), swarm.evaluations(), swarm.seed())
                        .search(objective, space.start(), listener);
        };
        Choice choice = choose(space, result);
        double wallSeconds = (System.nanoTime() - began) * 1e-9;
        return new Found(optimiser, result, choice.rig(), choice.cost(), choice.selectionCost(), wallSeconds);
    }

    private record Choice(RigConfig rig, double cost, double selectionCost) {}

    /** Judges the candidates that are better than the start, and the start, by the scenarios of the selection. */
    private Choice choose(GainSpace space, SearchResult result) throws InterruptedException {
        ScenarioCost cost = new ScenarioCost(selection()).hardestFirst(config);
        double startCost = cost.of(config, Double.POSITIVE_INFINITY);
        List<SearchResult.Candidate> candidates = result.candidates().stream()
                .filter(candidate -> candidate.cost() < result.startCost())
                .toList();
        // Only what cannot win any more is given up, so neither order nor threads change who wins.
        DoubleAccumulator least = new DoubleAccumulator(StrictMath::min, startCost);
        List<Callable<Double>> tasks = new ArrayList<>();
        for (SearchResult.Candidate candidate : candidates) {
            tasks.add(() -> {
                double own = cost.of(space.at(candidate.coordinates()), least.get());
                least.accumulate(own);
                return own;
            });
        }
        Choice best = new Choice(config, result.startCost(), startCost);
        List<Double> costs = inParallel(tasks);
        for (int i = 0; i < costs.size(); i++) {
            if (costs.get(i) < best.selectionCost()) {
                SearchResult.Candidate candidate = candidates.get(i);
                best = new Choice(space.at(candidate.coordinates()), candidate.cost(), costs.get(i));
            }
        }
        return best;
    }

    private <T> List<T> inParallel(List<Callable<T>> tasks) throws InterruptedException {
        List<T> results = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            for (Future<T> task : workers.invokeAll(tasks)) {
                results.add(task.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a virtual run failed: " + e.getCause(), e.getCause());
        }
        return results;
    }

    private static double cost(GainSpace space, ScenarioCost cost, double[] point, double bound) {
        RigConfig candidate;
        try {
            candidate = space.at(point);
        } catch (IllegalArgumentException _) {
            // As for a design that fails: these poles give no surface.
            return ScenarioCost.NO_DESIGN;
        }
        return cost.of(candidate, bound);
    }

    /** Judges several sets of gains by the same unseen scenarios. */
    public List<Verdict> judge(List<RigConfig> candidates) throws InterruptedException {
        ScenarioCost cost = new ScenarioCost(validation());
        List<Callable<Verdict>> tasks = new ArrayList<>();
        candidates.forEach(candidate -> tasks.add(() -> judge(cost, candidate)));
        return inParallel(tasks);
    }

    private static Verdict judge(ScenarioCost cost, RigConfig candidate) {
        long began = System.nanoTime();
        ScenarioCost.Judged judged = cost.judge(candidate, Double.POSITIVE_INFINITY);
        double wallSeconds = (System.nanoTime() - began) * 1e-9;
        return new Verdict(judged.cost(), SimulationReport.of(candidate.controller(), judged.runs(), wallSeconds, 1));
    }
}
