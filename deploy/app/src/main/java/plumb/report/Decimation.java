package plumb.report;

import java.util.Arrays;

/**
 * Cycles in a bounded number of buckets, each with the least and the greatest value of every channel, so that no spike is
 * lost however long the run was. When all buckets are full, neighbours are merged and each holds twice as many cycles from
 * then on. One thread.
 */
final class Decimation {
    private static final int CHANNELS = Channel.values().length;

    private final int capacity;
    private final long[] beginNanos;
    private final long[] endNanos;
    private final double[][] least;
    private final double[][] greatest;
    private final boolean[][] leastFirst;
    private int cyclesPerBucket = 1;
    private int inLast;
    private int buckets;

    /**
     * No cycles yet.
     *
     * @param capacity most buckets, even
     */
    Decimation(int capacity) {
        this.capacity = capacity;
        this.beginNanos = new long[capacity];
        this.endNanos = new long[capacity];
        this.least = new double[CHANNELS][capacity];
        this.greatest = new double[CHANNELS][capacity];
        this.leastFirst = new boolean[CHANNELS][capacity];
    }

    void add(CycleSample sample) {
        long nanos = sample.wakeNanos();
        if (buckets == 0 || inLast == cyclesPerBucket) {
            begin(nanos);
        }
        int last = buckets - 1;
        endNanos[last] = nanos;
        inLast++;
        for (Channel channel : Channel.values()) {
            int c = channel.index();
            double value = sample.value(channel);
            // Comparisons with what is not a number are false: it changes nothing, and the first number replaces it.
            if (value < least[c][last] || Double.isNaN(least[c][last])) {
                least[c][last] = value;
                leastFirst[c][last] = false;
            }
            if (value > greatest[c][last] || Double.isNaN(greatest[c][last])) {
                greatest[c][last] = value;
                leastFirst[c][last] = true;
            }
        }
    }

    private void begin(long nanos) {
        if (buckets == capacity) {
            halve();
        }
        beginNanos[buckets] = nanos;
        for (int c = 0; c < CHANNELS; c++) {
            least[c][buckets] = Double.NaN;
            greatest[c][buckets] = Double.NaN;
            leastFirst[c][buckets] = true;
        }
        buckets++;
        inLast = 0;
    }

    private void halve() {
        buckets = capacity / 2;
        cyclesPerBucket *= 2;
        for (int i = 0; i < buckets; i++) {
            beginNanos[i] = beginNanos[2 * i];
            endNanos[i] = endNanos[2 * i + 1];
            for (int c = 0; c < CHANNELS; c++) {
                merge(c, i, 2 * i, 2 * i + 1);
            }
        }
    }

    private void merge(int c, int into, int a, int b) {
        boolean leastInB = least[c][b] < least[c][a] || Double.isNaN(least[c][a]);
        boolean greatestInB = greatest[c][b] > greatest[c][a] || Double.isNaN(greatest[c][a]);
        boolean order = leastInB == greatestInB ? leastFirst[c][leastInB ? b : a] : greatestInB;
        least[c][into] = leastInB ? least[c][b] : least[c][a];
        greatest[c][into] = greatestInB ? greatest[c][b] : greatest[c][a];
        leastFirst[c][into] = order;
    }

    /** How many cycles a full bucket holds. */
    int cyclesPerBucket() {
        return cyclesPerBucket;
    }

    /** Two instants per bucket, its begin and its end, s after the origin. */
    double[] seconds(long originNanos) {
        double[] seconds = new double[2 * buckets];
        for (int i = 0; i < buckets; i++) {
            seconds[2 * i] = (beginNanos[i] - originNanos) * 1e-9;
            seconds[2 * i + 1] = (endNanos[i] - originNanos) * 1e-9;
        }
        return cyclesPerBucket == 1 ? everyOther(seconds) : seconds;
    }

    /** Two values per bucket for these instants, in the order in which they occurred. */
    double[] values(Channel channel) {
        int c = channel.index();
        double[] values = new double[2 * buckets];
        for (int i = 0; i < buckets; i++) {
            values[2 * i] = leastFirst[c][i] ? least[c][i] : greatest[c][i];
            values[2 * i + 1] = leastFirst[c][i] ? greatest[c][i] : least[c][i];
        }
        return cyclesPerBucket == 1 ? everyOther(values) : values;
    }

    /** A bucket of one cycle has one value. */
    private static double[] everyOther(double[] doubled) {
        double[] single = new double[doubled.length / 2];
        Arrays.setAll(single, i -> doubled[2 * i]);
        return single;
    }
}
