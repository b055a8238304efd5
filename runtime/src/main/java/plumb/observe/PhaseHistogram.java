package plumb.observe;

import java.io.PrintStream;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Durations of one phase: 1 ns to 10 s with three digits, longer ones counted as 10 s, never resized; the longest is kept
 * exactly beside. Recorded on the control thread without allocation, read when the loop has ended.
 */
public final class PhaseHistogram {
    static final long HIGHEST_NANOS = 10_000_000_000L;
    static final int DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Histogram histogram = new Histogram(1, HIGHEST_NANOS, DIGITS);
    private long maxNanos;

    /** An empty histogram. */
    public PhaseHistogram() {}

    /** Records one duration, ns; a negative one counts as 0. */
    public void record(long nanos) {
        long duration = nanos > 0 ? nanos : 0;
        if (duration > maxNanos) {
            maxNanos = duration;
        }
        // Outside its range the histogram would throw.
        histogram.recordValue(duration < HIGHEST_NANOS ? duration : HIGHEST_NANOS);
    }

    /** The distribution; empty when nothing was recorded. */
    public Optional<PhaseSummary> summary() {
        return summary(histogram, maxNanos);
    }

    static Optional<PhaseSummary> summary(Histogram histogram, long maxNanos) {
        long count = histogram.getTotalCount();
        if (count == 0) {
            return Optional.empty();
        }
        return Optional.of(new PhaseSummary(
                count,
                micros(histogram, 50, maxNanos),
                micros(histogram, 90, maxNanos),
                micros(histogram, 99, maxNanos),
                micros(histogram, 99.9, maxNanos),
                micros(histogram, 99.99, maxNanos),
                maxNanos / NANOS_PER_MICRO));
    }

    /** The histogram answers with the upper end of a bucket, which can lie above everything that was recorded. */
    private static double micros(Histogram histogram, double percentile, long maxNanos) {
        return StrictMath.min(histogram.getValueAtPercentile(percentile), maxNanos) / NANOS_PER_MICRO;
    }

    /** Writes the percentile distribution in the {@code .hgrm} format, microseconds. */
    void print(PrintStream out) {
        histogram.outputPercentileDistribution(out, NANOS_PER_MICRO);
    }
}
