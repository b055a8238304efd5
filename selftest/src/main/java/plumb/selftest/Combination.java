package plumb.selftest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.config.RigConfig;
import plumb.config.Start;
import plumb.design.SwingUpPlan;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.model.Angle;
import plumb.model.State;
import plumb.model.StateView;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.EndCause;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.VirtualClock;
import plumb.simulation.TrueRig;

/**
 * One way to put the product together: a rig, a law, an estimator, a rate and a start. Immutable; any thread, and several
 * at once, because each trial builds everything anew.
 *
 * @param config complete
 */
record Combination(RigConfig config) {
    private static final StateView LEANING = new State(0, 0.05, -0.03, 0, 0, 0);
    private static final StateView HANGING = new State(0, StrictMath.PI, StrictMath.PI, 0, 0, 0);
    static final double BALANCING_SECONDS = 1.5;
    /** How long it must have been quiet at the end, s. */
    static final double CALM_SECONDS = 0.5;
    /** What quiet means: the lean it began with, and as much again for a start that is still being settled, rad. */
    static final double CALM_LEAN = 0.1;
    /** The law that holds nothing up. */
    private static final String NO_LAW = "none";

    /** For people. */
    String name() {
        return String.format(
                Locale.ROOT,
                "%s %s with %s at %.0f Hz%s",
                config.name(),
                config.controller(),
                config.runningEstimator(),
                config.loop().rateHz(),
                hanging() ? " from hanging" : "");
    }

    private boolean hanging() {
        return config.start() == Start.HANGING;
    }

    /**
     * Builds it and runs it for a short episode in virtual time: the pendulum is to come up, where it hangs, and to stand
     * quietly at the end. With {@code none} it is to fall without a force.
     *
     * @return what went wrong; empty when it works
     */
    Optional<String> trial() {
        try {
            LoopAssembly assembly = LoopAssembly.of(config);
            double seconds = BALANCING_SECONDS
                    + assembly.plan().map(SwingUpPlan::seconds).orElse(0.0);
            long cycles = StrictMath.round(seconds / config.loop().periodSeconds());
            long calming = StrictMath.round(CALM_SECONDS / config.loop().periodSeconds());
            FinalLean lean = new FinalLean(cycles - calming);
            LoopResult result = run(assembly, cycles, lean);
            return config.controller().equals(NO_LAW) ? restless(lean) : notUp(result, lean);
        } catch (RuntimeException e) {
            return Optional.of("ends in " + e);
        }
    }

    private LoopResult run(LoopAssembly assembly, long cycles, CycleListener listener) {
        VirtualClock clock = new VirtualClock(0);
        try (Rig rig = TrueRig.nominal(config, hanging() ? HANGING : LEANING, clock)) {
            rig.open();
            return assembly.loop(rig, clock, Lifecycle.simulated(), List.of(listener))
                    .run(LoopPlan.engageAtOnce(cycles));
        } catch (RigException e) {
            throw new IllegalStateException("the simulated rig did not open: " + e.getMessage(), e);
        }
    }

    private static Optional<String> notUp(LoopResult result, FinalLean lean) {
        if (result.cause() != EndCause.DURATION_COMPLETE) {
            return Optional.of(result.trip().text());
        }
        return lean.greatest <= CALM_LEAN
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "leans by %.2f rad in its last %.1f s, must be at most %.2f",
                        lean.greatest,
                        CALM_SECONDS,
                        CALM_LEAN));
    }

    private static Optional<String> restless(FinalLean lean) {
        return lean.forced ? Optional.of("commands a force") : Optional.empty();
    }

    /** How far the links lean at the end of an episode, and whether there was any force. One thread. */
    private static final class FinalLean implements CycleListener {
        private final long from;
        private double greatest;
        private boolean forced;

        FinalLean(long from) {
            this.from = from;
        }

        @Override
        public void onCycle(Cycle cycle) {
            forced |= cycle.force() != 0;
            if (cycle.index() >= from) {
                double lean1 = StrictMath.abs(Angle.wrapped(cycle.reading().angle1()));
                double lean2 = StrictMath.abs(Angle.wrapped(cycle.reading().angle2()));
                greatest = StrictMath.max(greatest, StrictMath.max(lean1, lean2));
            }
        }
    }
}
