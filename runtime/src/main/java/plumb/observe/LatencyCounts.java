package plumb.observe;

import java.util.Optional;
import org.agrona.concurrent.AtomicBuffer;

/**
 * How often each latency occurred until some instant, copied out of the counters. The counts only grow, so the difference of
 * two copies is the distribution in between, over whatever interval the reader wishes. Immutable; any thread.
 *
 * <p>Each count is read by itself while the loop goes on: a copy may hold one cycle more or less than another, never half of
 * one.
 */
public final class LatencyCounts {
    private static final double NANOS_PER_MICRO = 1e3;

    private final long[] counts;

    private LatencyCounts(long[] counts) {
        this.counts = counts;
    }

    static LatencyCounts copy(AtomicBuffer from, int offset) {
        long[] counts = new long[LatencyBuckets.COUNT];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = from.getLongOpaque(offset + i * Long.BYTES);
        }
        return new LatencyCounts(counts);
    }

    /** What was counted since an earlier copy of the same counters. */
    public LatencyCounts since(LatencyCounts earlier) {
        long[] difference = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            difference[i] = counts[i] - earlier.counts[i];
        }
        return new LatencyCounts(difference);
    }

    /** The distribution, each figure rounded up by at most 1/32; empty where nothing was counted. */
    public Optional<PhaseSummary> summary() {
        long count = 0;
        for (long one : counts) {
            count += one;
        }
        if (count <= 0) {
            return Optional.empty();
        }
        return Optional.of(new PhaseSummary(
                count,
                micros(count, 0.5),
                micros(count, 0.9),
                micros(count, 0.99),
                micros(count, 0.999),
                micros(count, 0.9999),
                micros(count, 1)));
    }

    /** The bucket in which the given share of all that was counted is reached. */
    private double micros(long count, double share) {
        long wanted = StrictMath.max(1, (long) StrictMath.ceil(share * count));
        long seen = 0;
        int reached = 0;
        for (int i = 0; i < counts.length && seen < wanted; i++) {
            seen += counts[i];
            reached = i;
        }
        return LatencyBuckets.highest(reached) / NANOS_PER_MICRO;
    }
}
