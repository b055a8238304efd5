package plumb.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.Well19937c;
import org.jspecify.annotations.Nullable;

/**
 * CMA-ES as Hipparchus has it, for comparison with the swarm: the same cube, the same start, the same number of evaluations.
 * One thread; the same seed gives the same bits. It ranks the points of a generation, so none is given up early but those that
 * are certain to cost several times the best: they are ranked by what they had cost by then. Source: N. Hansen and A.
 * Ostermeier, Completely derandomized self-adaptation in evolution strategies, Evol. Comput. 9 (2001).
 */
public final class EvolutionStrategy {
    /** Standard deviation of the first generation, as a share of a coordinate's range: as far as the swarm's are set out. */
    private static final double FIRST_DEVIATION = 0.15;

    /** What a point that costs no finite number counts as: worse than any, and still a number that can be ranked. */
    private static final double WORST = 1e9;

    /** A point that costs as many times the best cost need not be evaluated to its end. */
    private static final double HOPELESS = 3;

    private final int population;
    private final int evaluations;
    private final long seed;

    /**
     * A strategy.
     *
     * @param population points of a generation, at least 2
     * @param evaluations in all, at least 1
     * @param seed of all that is random
     */
    public EvolutionStrategy(int population, int evaluations, long seed) {
        if (population < 2 || evaluations < 1) {
            throw new IllegalArgumentException(population + " points and " + evaluations
                    + " evaluations, must be at least 2 points and 1 evaluation");
        }
        this.population = population;
        this.evaluations = evaluations;
        this.seed = seed;
    }

    /** Searches the unit cube from a start (not modified), which it evaluates first. */
    public SearchResult search(Objective objective, double[] start, SearchListener listener) {
        Best best = new Best(objective, start, listener);
        double startCost = best.value(start) < WORST ? best.cost : Double.POSITIVE_INFINITY;
        double[] zeros = new double[start.length];
        double[] ones = new double[start.length];
        double[] deviations = new double[start.length];
        Arrays.fill(ones, 1);
        Arrays.fill(deviations, FIRST_DEVIATION);
        if (evaluations > 1) {
            try {
                new CMAESOptimizer(Integer.MAX_VALUE, 0, true, 0, 0, new Well19937c(seed), false, null)
                        .optimize(
                                new MaxEval(evaluations - 1),
                                new ObjectiveFunction(best::value),
                                GoalType.MINIMIZE,
                                new InitialGuess(start),
                                new SimpleBounds(zeros, ones),
                                new CMAESOptimizer.Sigma(deviations),
                                new CMAESOptimizer.PopulationSize(population));
            } catch (MathIllegalStateException e) {
                // The library's way to say that the evaluations are used up; whatever else it says is a failure.
                if (best.evaluations < evaluations) {
                    throw e;
                }
            } catch (Stopped _) {
                best.ended = true;
            }
        }
        return new SearchResult(
                SearchResult.listOf(best.point),
                best.cost,
                startCost,
                best.evaluations,
                best.candidates,
                best.convergence,
                best.ended);
    }

    /** Somebody ended the search: the library has no other way out. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("the search was ended", null, false, false);
        }
    }

    /** The objective as the library sees it, and the best point that came by. */
    private final class Best {
        private final Objective objective;
        private final SearchListener listener;
        private final List<Double> convergence = new ArrayList<>();
        private final List<SearchResult.Candidate> candidates = new ArrayList<>();
        private double[] point;
        private double cost = Double.POSITIVE_INFINITY;
        private int evaluations;
        private boolean ended;

        Best(Objective objective, double[] start, SearchListener listener) {
            this.objective = objective;
            this.listener = listener;
            this.point = start.clone();
        }

        /** As many of the last improvements as a generation has points: the rest is far behind. */
        private void improved() {
            candidates.add(SearchResult.Candidate.of(point, cost));
            if (candidates.size() > population) {
                candidates.removeFirst();
            }
        }

        double value(double @Nullable [] wanted) {
            if (wanted == null || listener.stopped()) {
                throw new Stopped();
            }
            double value = objective.cost(wanted, HOPELESS * cost);
            listener.evaluated(value);
            evaluations++;
            if (value < cost) {
                cost = value;
                point = wanted.clone();
                improved();
            }
            if (evaluations % population == 0) {
                convergence.add(cost);
            }
            return value < WORST ? value : WORST;
        }
    }
}
