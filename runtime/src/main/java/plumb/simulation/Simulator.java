package plumb.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import plumb.config.Limits;
import plumb.config.RigConfig;
import plumb.model.State;
import plumb.model.StateView;
import plumb.runtime.LoopAssembly;

/**
 * Runs a batch of virtual runs on several threads. Every run is a function of its own configuration alone, so the number
 * of threads never changes a result. Housekeeping thread.
 */
public final class Simulator {
    /**
     * Control periods run before the clock starts, so that the speed reported is that of compiled code: half of a small plan, a
     * tenth of a great one.
     */
    private static final long WARMUP_CYCLES = 300_000;

    private static final long LONG_WARMUP_CYCLES = 2_000_000;

    /** A lean at which a pendulum is let go in order to fall, and a speed at which a cart is sent out of its envelope. */
    private static final double FALLING_SHARE = 0.8;

    private static final double FALLING_RATE = 3;
    private static final double EDGE_SHARE = 0.9;
    private static final double EDGE_SPEED = 2;

    /** Where a cart is that reaches the end of its rail within a period, and at what part of the speed it may have at most. */
    private static final double LAST_SHARE = 0.99;

    private static final double LAST_PERIOD = 0.9;
    private static final double SPEED_SHARE = 0.9;

    private Simulator() {}

    /**
     * Runs the plan.
     *
     * @param plan what to run
     * @param progress told the number of finished runs, from any worker thread
     * @throws InterruptedException when interrupted; the workers are stopped
     */
    public static SimulationReport run(SimulationPlan plan, IntConsumer progress) throws InterruptedException {
        warmUp(plan);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        VirtualRun[] runs = new VirtualRun[plan.runs()];
        long start = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(plan.threads())) {
            List<Future<?>> results = new ArrayList<>();
            for (int worker = 0; worker < plan.threads(); worker++) {
                results.add(workers.submit(() -> {
                    LoopAssembly assembly = LoopAssembly.of(plan.config());
                    for (int i = next.getAndIncrement(); i < runs.length; i = next.getAndIncrement()) {
                        runs[i] = VirtualRun.of(plan.truth(i), assembly, plan.durationCycles());
                        progress.accept(done.incrementAndGet());
                    }
                }));
            }
            try {
                for (Future<?> result : results) {
                    result.get();
                }
            } finally {
                // Makes the workers stop after the run they are at, where one has failed or nobody waits any more.
                next.set(runs.length);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a virtual run failed: " + e.getCause(), e.getCause());
        }
        double wallSeconds = (System.nanoTime() - start) * 1e-9;
        return SimulationReport.of(plan.config().controller(), List.of(runs), wallSeconds, plan.threads());
    }

    /**
     * Each warm-up run comes with one that falls, one that leaves the envelope and, where a run can get there, one that hits the end of
     * the rail. Seldom as these are in a plan, code that was compiled before the first of them is thrown away by it, and the loop runs
     * uncompiled until it is compiled anew.
     */
    private static void warmUp(SimulationPlan plan) {
        LoopAssembly assembly = LoopAssembly.of(plan.config());
        long all = plan.runs() * plan.durationCycles();
        long left =
                StrictMath.max(StrictMath.min(WARMUP_CYCLES, all / 2), StrictMath.min(LONG_WARMUP_CYCLES, all / 10));
        for (int i = 0; left > 0; i = (i + 1) % plan.runs()) {
            RigConfig truth = plan.truth(i);
            VirtualRun run = VirtualRun.of(truth, assembly, plan.durationCycles());
            left -= Math.max(1, run.result().engaged().cycles());
            for (StateView failing : failing(truth, (i & 1) == 0 ? 1 : -1)) {
                RigConfig started = truth.withSimulation(truth.simulation().from(failing));
                VirtualRun.of(started, assembly, plan.durationCycles());
            }
        }
    }

    private static List<StateView> failing(RigConfig truth, double sign) {
        Limits limits = truth.limits();
        double angle = sign * FALLING_SHARE * limits.envelope().angle();
        double edge = sign * EDGE_SHARE * limits.envelope().position();
        double last = LAST_SHARE * StrictMath.min(limits.envelope().position(), limits.railHalfLength());
        double way = limits.railHalfLength() - last;
        double speed = way / (LAST_PERIOD * truth.loop().periodNanos() * 1e-9);
        State falling = new State(0, angle, angle, 0, sign * FALLING_RATE, sign * FALLING_RATE);
        State leaving = new State(edge, 0, 0, sign * EDGE_SPEED, 0, 0);
        // Elsewhere the envelope ends a run before the cart is at the end.
        return speed < SPEED_SHARE * limits.envelope().velocity()
                ? List.of(falling, leaving, new State(sign * last, 0, 0, sign * speed, 0, 0))
                : List.of(falling, leaving);
    }
}
