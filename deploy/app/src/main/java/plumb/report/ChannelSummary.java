package plumb.report;

import org.jspecify.annotations.Nullable;

/**
 * Where a channel was over the engaged cycles: what a plot shows, in four numbers. Mutable; one thread.
 */
final class ChannelSummary {
    private @Nullable Double first;
    private double last = Double.NaN;
    private double least = Double.NaN;
    private double greatest = Double.NaN;

    void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (first == null) {
            first = value;
        }
        last = value;
        least = value < least || Double.isNaN(least) ? value : least;
        greatest = value > greatest || Double.isNaN(greatest) ? value : greatest;
    }

    /** Whether there was any number. */
    boolean measured() {
        return first != null;
    }

    double first() {
        return first == null ? Double.NaN : first;
    }

    double last() {
        return last;
    }

    double least() {
        return least;
    }

    double greatest() {
        return greatest;
    }
}
