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
 * @param convergence best cost after each generation, never rising
 * @param stopped whether somebody ended it before its evaluations were used up
 */
public record SearchResult(
        List<Double> point, double cost, double startCost, int evaluations, List<Double> convergence, boolean stopped) {
    /** Copies the lists. */
    public SearchResult {
        point = List.copyOf(point);
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
