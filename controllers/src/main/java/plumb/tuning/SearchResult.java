package plumb.tuning;

import java.util.Arrays;
import java.util.List;

/**
 * The best point of a search. Immutable; any thread.
 *
 * @param point in the unit cube
 * @param cost of it; infinite where no point had a finite cost
 * @param startCost of the point that the search began with; infinite where it had none
 * @param evaluations points evaluated, those given up early included
 * @param candidates good points in the order in which they were found: the search's best need not be the best elsewhere
 * @param convergence best cost after each generation, never rising
 * @param stopped whether somebody ended it before its evaluations were used up
 */
public record SearchResult(
        List<Double> point,
        double cost,
        double startCost,
        int evaluations,
        List<Candidate> candidates,
        List<Double> convergence,
        boolean stopped) {
    /**
     * A point that was evaluated to the end.
     *
     * @param point in the unit cube
     * @param cost of it, finite
     */
    public record Candidate(List<Double> point, double cost) {
        /** Copies the list. */
        public Candidate {
            point = List.copyOf(point);
        }

        static Candidate of(double[] point, double cost) {
            return new Candidate(listOf(point), cost);
        }

        /** The point as a fresh array. */
        public double[] coordinates() {
            return point.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** Copies the lists. */
    public SearchResult {
        point = List.copyOf(point);
        candidates = List.copyOf(candidates);
        convergence = List.copyOf(convergence);
    }

    static List<Double> listOf(double[] point) {
        return Arrays.stream(point).boxed().toList();
    }

    /** The point as a fresh array. */
    public double[] coordinates() {
        return point.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
