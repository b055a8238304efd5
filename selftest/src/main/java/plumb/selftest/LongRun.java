package plumb.selftest;

import java.util.List;
import java.util.Locale;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.model.State;
import plumb.runtime.EndCause;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.VirtualClock;
import plumb.simulation.TrueRig;

/**
 * A long time ({@code selftest.stabilityTime}, a thousand seconds) in closed loop on the nominal plant: nothing drifts. The last ten seconds are as good as ten settled
 * ones near the beginning, in every state, its estimate, the energy and the force. The law {@code none} holds nothing up: it
 * only has to engage and to command no force. Every other law has to last, one that is stuck at no force does not.
 */
final class LongRun implements StabilityScenario {
    /** The one law that need not hold the pendulum up. */
    private static final String NO_LAW = "none";

    private static final double SETTLING_SECONDS = 20;
    static final double WINDOW_SECONDS = 10;
    private static final double LEAN = 0.02;
    /** Ten seconds of a quantised loop differ from the next ten by as much, without any drift. */
    static final double TOLERANCE = 2;

    private final SelfTestMode mode;

    /** As long as this mode allows. */
    LongRun(SelfTestMode mode) {
        this.mode = mode;
    }

    @Override
    public String name() {
        return "a long time without drift";
    }

    @Override
    public void probe(LoopAssembly assembly, ProbeTally tally) {
        RigConfig config = assembly.config();
        double rate = 1 / config.loop().periodSeconds();
        long cycles = StrictMath.round(mode.stabilityTimeNanos(config.selfTest()) * 1e-9 * rate);
        long window = StrictMath.round(WINDOW_SECONDS * rate);
        long early = StrictMath.round(SETTLING_SECONDS * rate);
        RunWindow first = new RunWindow(config, early, early + window);
        RunWindow last = new RunWindow(config, cycles - window, cycles);
        VirtualClock clock = new VirtualClock(0);
        LoopResult result;
        try (Rig rig = TrueRig.nominal(config, new State(0, LEAN, LEAN, 0, 0, 0), clock)) {
            rig.open();
            result = assembly.balancingLoop(rig, clock, Lifecycle.simulated(), List.of(first, last))
                    .run(LoopPlan.engageAtOnce(cycles));
        } catch (RigException e) {
            throw new IllegalStateException("the simulated rig did not open: " + e.getMessage(), e);
        }
        if (config.controller().equals(NO_LAW)) {
            tally.probe(result.engaged().cycles() > 0, () -> "never engaged");
            tally.probe(!first.forced() && !last.forced(), () -> "commanded a force");
            return;
        }
        tally.probe(
                result.cause() == EndCause.DURATION_COMPLETE,
                () -> String.format(
                        Locale.ROOT,
                        "%s (%s) after %.3f s",
                        result.cause(),
                        result.trip().text(),
                        result.engaged().cycles() / rate));
        first.compare(last, TOLERANCE, tally);
    }
}
