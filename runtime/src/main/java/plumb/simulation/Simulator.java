package plumb.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import plumb.runtime.LoopAssembly;

/**
 * Runs a batch of virtual runs on several threads. Every run is a function of its own configuration alone, so the number
 * of threads never changes a result. Housekeeping thread.
 */
public final class Simulator {
    /** Control periods run before the clock starts, so that the speed reported is that of compiled code. */
    private static final int WARMUP_CYCLES = 300_000;

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

    private static void warmUp(SimulationPlan plan) {
        LoopAssembly assembly = LoopAssembly.of(plan.config());
        long left = Math.min(WARMUP_CYCLES, plan.runs() * plan.durationCycles() / 2);
        for (int i = 0; left > 0; i = (i + 1) % plan.runs()) {
            VirtualRun run = VirtualRun.of(plan.truth(i), assembly, plan.durationCycles());
            left -= Math.max(1, run.result().engaged().cycles());
        }
    }
}
