package plumb.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import plumb.config.RigConfig;
import plumb.config.Start;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.observe.RunFigures;
import plumb.observe.RunSummary;
import plumb.runtime.ControlLoop;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/**
 * One run of the control loop in virtual time, engaged from its first cycle. Any one thread.
 *
 * @param result how the loop ended
 * @param figures of the engaged cycles; empty when the loop tripped as it engaged
 */
public record VirtualRun(LoopResult result, Optional<RunSummary> figures) {
    /**
     * Runs a configuration for so many periods, or until it trips.
     *
     * @param truth configuration of the simulated rig: may differ from what law and estimator were designed for
     * @param assembly law and estimator; not used by anyone else meanwhile
     * @param durationCycles engaged periods
     */
    public static VirtualRun of(RigConfig truth, LoopAssembly assembly, long durationCycles) {
        return of(truth, assembly::loop, durationCycles, UnaryOperator.identity(), List.of());
    }

    /** The same for a pendulum that is upright already, whatever the configured start. */
    public static VirtualRun balancing(RigConfig truth, LoopAssembly assembly, long durationCycles) {
        return balancing(truth, assembly, durationCycles, UnaryOperator.identity(), List.of());
    }

    /**
     * The same with something around the simulated rig, watched.
     *
     * @param around what the loop sees instead of the rig
     * @param watchers shown every cycle after it has been judged
     */
    public static VirtualRun balancing(
            RigConfig truth,
            LoopAssembly assembly,
            long durationCycles,
            UnaryOperator<Rig> around,
            List<CycleListener> watchers) {
        return of(truth.withStart(Start.UPRIGHT), assembly::balancingLoop, durationCycles, around, watchers);
    }

    private interface Loops {
        ControlLoop loop(Rig rig, LoopClock clock, Lifecycle lifecycle, List<CycleListener> listeners);
    }

    private static VirtualRun of(
            RigConfig truth,
            Loops loops,
            long durationCycles,
            UnaryOperator<Rig> around,
            List<CycleListener> watchers) {
        VirtualClock clock = new VirtualClock(0);
        RunFigures figures =
                new RunFigures(truth.loop().periodNanos(), truth.limits().railHalfLength());
        List<CycleListener> listeners = new ArrayList<>(List.of(figures));
        listeners.addAll(watchers);
        try (Rig rig = around.apply(RigFactory.simulated(truth, clock))) {
            rig.open();
            LoopResult result =
                    loops.loop(rig, clock, Lifecycle.simulated(), listeners).run(LoopPlan.engageAtOnce(durationCycles));
            return new VirtualRun(result, figures.summary());
        } catch (RigException e) {
            throw new IllegalStateException("the simulated rig did not open: " + e.getMessage(), e);
        }
    }

    /** Whether the pendulum fell, or would have at once: the motor went safe because it leaned too far or turned too fast. */
    public boolean fell() {
        return result.trip().meansFallen() || figures.map(RunSummary::fell).orElse(false);
    }
}
