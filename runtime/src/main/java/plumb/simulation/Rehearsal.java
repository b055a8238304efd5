package plumb.simulation;

import java.util.List;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;
import plumb.model.State;
import plumb.model.StateView;
import plumb.observe.RunObservers;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;

/**
 * Runs the configured loop in virtual time before it runs in real time, so that every branch of the cycle, the trips
 * among them, is loaded and compiled while nothing depends on it. Housekeeping thread.
 */
public final class Rehearsal {
    /** Enough for the compiler to finish with the cycle; takes a fraction of a second. */
    private static final int CYCLES = 200_000;

    private static final int SECONDS_PER_RUN = 5;

    /** Waits on the real clock: enough for the compiler to finish with it. */
    private static final int WAITS = 12_000;

    private static final long WAIT_NANOS = 5_000;

    private Rehearsal() {}

    /**
     * Rehearses on a simulated twin of the rig; the rig itself is not touched.
     *
     * @param config of the run
     * @param clock that the run will use
     */
    public static void run(RigConfig config, LoopClock clock) {
        for (int i = 0; i < WAITS; i++) {
            clock.awaitUntil(clock.nanoTime() + WAIT_NANOS);
        }
        LoopAssembly assembly = LoopAssembly.of(config);
        long cyclesPerRun = SECONDS_PER_RUN * 1_000_000_000L / config.loop().periodNanos();
        List<StateView> starts = List.of(
                new State(0, 0.05, -0.03, 0, 0, 0),
                new State(0, -0.05, 0.05, 0, 0, 0),
                // Outside the envelope: the trip and the safe command.
                new State(0, 2 * config.limits().envelope().angle(), 0, 0, 0, 0),
                new State(0.99 * config.limits().railHalfLength(), 0, 0, 0, 0, 0));
        long left = CYCLES;
        for (int i = 0; left > 0; i = (i + 1) % starts.size()) {
            RigConfig twin = config.withSimulation(start(config, starts.get(i)));
            VirtualRun run = VirtualRun.of(twin, assembly, cyclesPerRun, new RunObservers(config).listeners());
            left -= 1 + run.result().engaged().cycles();
        }
    }

    private static SimulationOptions start(RigConfig config, StateView initial) {
        SimulationOptions options = config.simulation();
        return new SimulationOptions(
                initial,
                options.noiseCounts(),
                options.coulombFriction(),
                options.massFactor(),
                List.of(),
                options.seed());
    }
}
