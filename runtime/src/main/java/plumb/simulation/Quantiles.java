package plumb.simulation;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Order statistics of a set of figures; nearest rank, so every one of them is a figure that was measured. Immutable.
 */
public final class Quantiles {
    private final double[] sorted;

    /** Of the given figures, which are copied. */
    public Quantiles(double[] figures) {
        this.sorted = figures.clone();
        Arrays.sort(sorted);
    }

    /** The figure that at least the given share (0 to 1) of all figures do not exceed; absent when there is none. */
    public OptionalDouble at(double share) {
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return OptionalDouble.of(sorted[Math.max(0, rank - 1)]);
    }

    /** The median: the mean of the two middle figures where their number is even. */
    public OptionalDouble median() {
        int n = sorted.length;
        if (n == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
    }

    /** The greatest figure. */
    public OptionalDouble max() {
        return at(1);
    }

    /** All figures, ascending. */
    public DoubleStream stream() {
        return Arrays.stream(sorted);
    }
}
