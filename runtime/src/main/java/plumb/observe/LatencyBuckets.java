package plumb.observe;

/**
 * Log-linear buckets of latencies, as HdrHistogram has them: below 64 ns one bucket per nanosecond, above it 32 of equal
 * width between one power of two and the next, so that a bucket is at most 1/32 of its value wide. Fixed and small: all
 * counts fit into 8 kB of a mapped file, and finding a bucket is a shift. Pure functions; any thread.
 */
final class LatencyBuckets {
    private static final int SUB_BITS = 5;

    /** Latencies are counted as one less than this at most: 17 s. */
    private static final int HIGHEST_BITS = 34;

    static final int COUNT = (HIGHEST_BITS - SUB_BITS + 1) << SUB_BITS;

    private LatencyBuckets() {}

    /** Index of the bucket that holds this latency, ns; negative ones count as 0. */
    static int index(long nanos) {
        long value = StrictMath.clamp(nanos, 0, (1L << HIGHEST_BITS) - 1);
        // The shift is 0 for everything with at most SUB_BITS + 1 bits: there a bucket is one nanosecond.
        int shift = StrictMath.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - SUB_BITS - 1);
        return (shift << SUB_BITS) + (int) (value >>> shift);
    }

    /** The greatest latency that the bucket holds, ns. */
    static long highest(int index) {
        int shift = StrictMath.max(0, (index >>> SUB_BITS) - 1);
        long lowest = (long) (index - (shift << SUB_BITS)) << shift;
        return lowest + (1L << shift) - 1;
    }
}
