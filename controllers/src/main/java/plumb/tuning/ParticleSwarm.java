package plumb.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Particle swarm with falling inertia, clamped velocities and reflecting walls. One thread searches, the executor's threads
 * evaluate; neither their number nor their order changes a bit of the result, because every particle has its own random
 * numbers and the swarm's best point changes between generations only.
 *
 * <p>A particle moves because its cost falls below its own best one, so an objective may give up a point as soon as that is
 * out of reach: the course of the search stays the same. Source: J. Kennedy and R. Eberhart, Particle swarm optimization,
 * Proc. ICNN 1995; inertia: Y. Shi and R. Eberhart, Proc. IEEE CEC 1998.
 */
public final class ParticleSwarm {
    private final SwarmSettings settings;

    /** A swarm that has not been set out yet. */
    public ParticleSwarm(SwarmSettings settings) {
        this.settings = settings;
    }

    /**
     * Searches the unit cube.
     *
     * @param objective what to make small
     * @param start where the first particle is; not modified
     * @param workers evaluate the points of a generation
     * @param listener follows
     * @throws InterruptedException when interrupted
     * @throws IllegalStateException where the objective throws, with its cause
     */
    public SearchResult search(Objective objective, double[] start, ExecutorService workers, SearchListener listener)
            throws InterruptedException {
        List<Particle> swarm = IntStream.range(0, settings.particles())
                .mapToObj(number -> new Particle(number, settings, start))
                .toList();
        List<Double> convergence = new ArrayList<>();
        int evaluations = 0;
        double startCost = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < settings.iterations() && !listener.stopped(); iteration++) {
            if (iteration > 0) {
                double[] best = best(swarm).best().clone();
                double inertia = settings.inertia(iteration);
                swarm.forEach(particle -> particle.move(inertia, best));
            }
            evaluations += evaluate(swarm, objective, workers, listener);
            startCost = iteration == 0 ? swarm.getFirst().bestCost() : startCost;
            convergence.add(best(swarm).bestCost());
        }
        Particle best = best(swarm);
        return new SearchResult(
                SearchResult.listOf(best.best()),
                best.bestCost(),
                startCost,
                evaluations,
                candidates(swarm),
                convergence,
                evaluations < settings.evaluations());
    }

    /** What each particle has found. */
    private static List<SearchResult.Candidate> candidates(List<Particle> swarm) {
        return swarm.stream()
                .filter(particle -> Double.isFinite(particle.bestCost()))
                .map(particle -> SearchResult.Candidate.of(particle.best(), particle.bestCost()))
                .toList();
    }

    /** The first of the best ones. */
    private static Particle best(List<Particle> swarm) {
        return swarm.stream()
                .min(Comparator.comparingDouble(Particle::bestCost))
                .orElseThrow();
    }

    private static int evaluate(
            List<Particle> swarm, Objective objective, ExecutorService workers, SearchListener listener)
            throws InterruptedException {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (Particle particle : swarm) {
            tasks.add(() -> {
                if (listener.stopped()) {
                    return false;
                }
                double cost = objective.cost(particle.position(), particle.bestCost());
                particle.costs(cost);
                listener.evaluated(cost);
                return true;
            });
        }
        int evaluated = 0;
        for (Future<Boolean> task : workers.invokeAll(tasks)) {
            try {
                evaluated += task.get() ? 1 : 0;
            } catch (ExecutionException e) {
                throw new IllegalStateException("the objective failed: " + e.getCause(), e.getCause());
            }
        }
        return evaluated;
    }
}
