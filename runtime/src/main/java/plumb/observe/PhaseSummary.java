package plumb.observe;

/**
 * Distribution of one phase's durations, microseconds. Immutable; any thread.
 *
 * @param count how many were measured; at least one
 * @param p50 median
 * @param p90 90th percentile
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param p9999 99.99th percentile
 * @param max the longest, exact
 */
public record PhaseSummary(long count, double p50, double p90, double p99, double p999, double p9999, double max) {}
