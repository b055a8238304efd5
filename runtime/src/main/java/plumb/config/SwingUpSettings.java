package plumb.config;

import java.util.List;

/**
 * How a hanging pendulum is swung up. Immutable; any thread.
 *
 * @param plan name of a built-in plan, or path of a file
 * @param estimator name of the estimator of a hanging start, also for balancing afterwards
 * @param stateWeights of the tracking regulator: position, angle1, angle2, velocity, rate1, rate2, per square of SI units
 * @param forceWeight of the tracking regulator, per N^2
 * @param handOver where the balancing law takes over
 */
public record SwingUpSettings(
        String plan, String estimator, List<Double> stateWeights, double forceWeight, HandOverLimits handOver) {
    /** Copies the list. */
    public SwingUpSettings {
        stateWeights = List.copyOf(stateWeights);
    }

    /** The same with another estimator. */
    public SwingUpSettings withEstimator(String kind) {
        return new SwingUpSettings(plan, kind, stateWeights, forceWeight, handOver);
    }

    /**
     * Inside these limits, after the end of the plan, the balancing law takes over.
     *
     * @param position greatest |cart position|, m
     * @param angle greatest |angle| of either link, rad
     * @param velocity greatest |cart velocity|, m/s
     * @param rate greatest |angular rate| of either link, rad/s
     * @param graceNanos how long after the end of the plan it may take, ns
     */
    public record HandOverLimits(double position, double angle, double velocity, double rate, long graceNanos) {}
}
