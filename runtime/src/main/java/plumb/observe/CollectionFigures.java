package plumb.observe;

/**
 * Garbage collections within a span of time. Immutable; any thread.
 *
 * @param count how many collections touched it, of those that have ended
 * @param longestPauseMicros the longest that the collector stopped the application, us; 0 when it never did
 */
public record CollectionFigures(long count, double longestPauseMicros) {}
