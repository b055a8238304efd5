package plumb.config;

/**
 * The window in which the pendulum must stay for a while before the loop engages. Immutable; any thread.
 *
 * @param position greatest |cart position|, m
 * @param angle greatest |angle| of either link, rad
 * @param rate greatest |angular rate| of either link, rad/s
 * @param dwellNanos how long it must stay inside, ns
 * @param timeoutNanos how long the loop waits for it, ns
 */
public record CaptureLimits(double position, double angle, double rate, long dwellNanos, long timeoutNanos) {}
