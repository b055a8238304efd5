package plumb.simulation;

import java.util.Optional;
import java.util.OptionalDouble;
import plumb.config.RigConfig;
import plumb.observe.RunSummary;

/**
 * What one run costs. A run that fell, tripped or hit the end of the rail costs more than any that survived, and the more the
 * earlier it ended. Immutable; any thread.
 *
 * <pre>
 * survived:  2 settle/T + rail/half length + 2 rms force/limit + v/(v + 2 limit/s)      not settled: the first is 4
 * otherwise: 100 (2 - survived time/T)
 * </pre>
 *
 * <p>v is the total variation of the force after settling (chatter); where there is too little tail to tell, its term is 1. No
 * run costs 0, because no run settles in no time without a force and without a rail.
 *
 * @param seconds T, planned time of the run
 * @param railHalfLength m
 * @param forceLimit N
 */
record RunCost(double seconds, double railHalfLength, double forceLimit) {
    /** Least cost of a run that ended before its time. */
    static final double ENDED = 100;

    private static final double SETTLE_WEIGHT = 2;
    private static final double NOT_SETTLED = 4;
    private static final double EFFORT_WEIGHT = 2;

    /** Variation per second, as a multiple of the force limit, that counts half. */
    private static final double CHATTER_SHARE = 2;

    static RunCost of(RigConfig config, long cycles) {
        return new RunCost(
                cycles * config.loop().periodSeconds(),
                config.limits().railHalfLength(),
                config.limits().force());
    }

    double of(VirtualRun run) {
        Optional<RunSummary> figures = run.figures();
        if (figures.isEmpty()) {
            return 2 * ENDED;
        }
        RunSummary summary = figures.get();
        double cost = run.fell() || summary.tripped() || summary.endStop()
                ? ENDED * (2 - StrictMath.min(1, summary.engagedSeconds() / seconds))
                : survived(summary);
        if (!(cost > 0)) {
            throw new IllegalStateException("a run costs " + cost + ", which no run can: " + summary);
        }
        return cost;
    }

    private double survived(RunSummary summary) {
        OptionalDouble settled = summary.settledAtSeconds();
        double settling = settled.isPresent() ? SETTLE_WEIGHT * settled.getAsDouble() / seconds : NOT_SETTLED;
        OptionalDouble variation = summary.forceVariationPerSecond();
        double chatter = variation.isPresent()
                ? variation.getAsDouble() / (variation.getAsDouble() + CHATTER_SHARE * forceLimit)
                : 1;
        return settling
                + summary.maxPosition() / railHalfLength
                + EFFORT_WEIGHT * summary.rmsForce() / forceLimit
                + chatter;
    }
}
