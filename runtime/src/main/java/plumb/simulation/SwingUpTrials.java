package plumb.simulation;

import java.util.Optional;
import java.util.SplittableRandom;
import plumb.config.RigConfig;
import plumb.design.SwingUpPlan;
import plumb.model.State;
import plumb.model.StateView;
import plumb.observe.RunSummary;
import plumb.runtime.LoopAssembly;

/**
 * Tries a swing-up plan in the closed loop: the configured rig with its sensing, motor and delay, parameters and start off
 * the nominal ones. Immutable; any thread; every run is a function of seed and number alone.
 *
 * @param config of rig, law and estimator, with a hanging start
 * @param share greatest relative deviation of a parameter, as in {@link ParameterSpread}
 * @param runs how many
 * @param seed of all of them
 */
public record SwingUpTrials(RigConfig config, double share, int runs, long seed) {
    /** Greatest deviation of either angle from hanging at the start, rad. */
    private static final double START_ANGLE = 0.05;

    /** How long the law must balance afterwards, s. */
    private static final double BALANCE_SECONDS = 4;

    /**
     * What became of a plan.
     *
     * @param runs tried
     * @param succeeded of them swung up, settled and stayed so
     * @param extremes of those that succeeded; empty without any
     */
    public record Score(int runs, int succeeded, Optional<Extremes> extremes) {}

    /**
     * Extremes of the runs that succeeded.
     *
     * @param slowest longest time to the hand-over, s
     * @param peakForce greatest |force|, N
     * @param farthest greatest |cart position|, m
     */
    public record Extremes(double slowest, double peakForce, double farthest) {}

    /** Tries a plan. */
    public Score of(SwingUpPlan plan) {
        LoopAssembly assembly = LoopAssembly.of(config, plan);
        ParameterSpread spread = new ParameterSpread(seed, share);
        double seconds = plan.seconds() + config.swingUp().handOver().graceNanos() * 1e-9 + BALANCE_SECONDS;
        long cycles = (long) (seconds / config.loop().periodSeconds());
        int succeeded = 0;
        double slowest = 0;
        double peak = 0;
        double farthest = 0;
        for (int run = 0; run < runs; run++) {
            RigConfig truth =
                    spread.truth(config.withSimulation(config.simulation().from(start(run))), run);
            Optional<RunSummary> figures =
                    VirtualRun.of(truth, assembly, cycles).figures();
            if (figures.isPresent() && figures.get().settledAtSeconds().isPresent()) {
                succeeded++;
                slowest = Math.max(slowest, figures.get().swingUpSeconds().orElse(0));
                peak = Math.max(peak, figures.get().peakForce());
                farthest = Math.max(farthest, figures.get().maxPosition());
            }
        }
        Optional<Extremes> extremes =
                succeeded == 0 ? Optional.empty() : Optional.of(new Extremes(slowest, peak, farthest));
        return new Score(runs, succeeded, extremes);
    }

    private StateView start(int run) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() - run);
        random = new SplittableRandom(random.nextLong());
        double angle1 = StrictMath.PI + START_ANGLE * (2 * random.nextDouble() - 1);
        double angle2 = StrictMath.PI + START_ANGLE * (2 * random.nextDouble() - 1);
        return new State(0, angle1, angle2, 0, 0, 0);
    }
}
