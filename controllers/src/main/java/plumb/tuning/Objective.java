package plumb.tuning;

/**
 * What a search makes small. A pure function of the point: the same point costs the same bits on any thread, in any order.
 * Called on several threads at once.
 */
@FunctionalInterface
public interface Objective {
    /**
     * Cost of a point.
     *
     * @param point in the unit cube; not modified
     * @param bound the caller has no use for a cost above it: as soon as it is certain that the cost exceeds the bound, any
     *     number above the bound may be returned instead
     * @return the cost, above 0; {@code NaN} never wins
     */
    double cost(double[] point, double bound);
}
