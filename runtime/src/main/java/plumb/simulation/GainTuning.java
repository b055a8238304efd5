package plumb.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
 * @param unseen number of scenarios that the result is judged by
 * @param threads that evaluate
 */
public record GainTuning(RigConfig config, SwarmSettings swarm, int scenarios, int unseen, int threads) {
    /** The search's scenarios lean farther and their rigs differ more than the unseen ones: gains found there have a margin. */
    private static final double STRAIN = 1.25;

    /** Takes the rig upright: gains are for balancing. */
    public GainTuning {
        config = config.withStart(Start.UPRIGHT);
    }

    /**
     * What a search came to.
     *
     * @param optimiser that searched
     * @param search its best point, cost and course
     * @param tuned the rig with the gains of that point; the gains it began with where none was better
     * @param wallSeconds it took
     */
    public record Found(Optimiser optimiser, SearchResult search, RigConfig tuned, double wallSeconds) {}

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
        double wallSeconds = (System.nanoTime() - began) * 1e-9;
        return new Found(
                optimiser,
                result,
                result.cost() < result.startCost() ? space.at(result.coordinates()) : config,
                wallSeconds);
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
        List<Verdict> verdicts = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Verdict>> tasks = candidates.stream()
                    .map(candidate -> workers.submit(() -> judge(cost, candidate)))
                    .toList();
            for (Future<Verdict> task : tasks) {
                verdicts.add(task.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a virtual run failed: " + e.getCause(), e.getCause());
        }
        return verdicts;
    }

    private static Verdict judge(ScenarioCost cost, RigConfig candidate) {
        long began = System.nanoTime();
        ScenarioCost.Judged judged = cost.judge(candidate, Double.POSITIVE_INFINITY);
        double wallSeconds = (System.nanoTime() - began) * 1e-9;
        return new Verdict(judged.cost(), SimulationReport.of(candidate.controller(), judged.runs(), wallSeconds, 1));
    }
}
