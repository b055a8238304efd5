package plumb.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.runtime.CycleListener;
import plumb.runtime.LoopAssembly;
import plumb.simulation.VirtualRun;

/**
 * Makes many trials on several threads. Each is a function of its own configuration alone, so their number changes no result.
 * Housekeeping thread.
 */
final class TrialRunner {
    /** The trials of one design: law, estimator and gains of a configuration. */
    record Batch(RigConfig design, List<Trial> trials) {
        Batch {
            trials = List.copyOf(trials);
        }
    }

    private record Job(int batch, Trial trial) {}

    private final List<Batch> batches;
    private final List<Job> jobs = new ArrayList<>();

    TrialRunner(List<Batch> batches) {
        this.batches = List.copyOf(batches);
        for (int i = 0; i < batches.size(); i++) {
            for (Trial trial : batches.get(i).trials()) {
                jobs.add(new Job(i, trial));
            }
        }
    }

    /** Engaged periods of all trials, should none end early. */
    long cycles() {
        return jobs.stream().mapToLong(job -> job.trial().cycles()).sum();
    }

    /**
     * Makes them.
     *
     * @param threads how many work
     * @param progress told the planned periods of the trials that are over, by any of the threads
     * @return the results of each batch, in the order of its trials
     */
    List<List<TrialResult>> run(int threads, LongConsumer progress) throws InterruptedException {
        TrialResult[] results = new TrialResult[jobs.size()];
        AtomicInteger next = new AtomicInteger();
        AtomicLong done = new AtomicLong();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(workers.submit(() -> work(results, next, done, progress)));
            }
            try {
                for (Future<?> future : futures) {
                    future.get();
                }
            } finally {
                // Makes the others stop after the trial they are at, where one has failed or nobody waits any more.
                next.set(jobs.size());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a virtual run failed: " + e.getCause(), e.getCause());
        }
        List<List<TrialResult>> sorted = new ArrayList<>();
        int from = 0;
        for (Batch batch : batches) {
            int to = from + batch.trials().size();
            sorted.add(List.of(results).subList(from, to));
            from = to;
        }
        return sorted;
    }

    private void work(TrialResult[] results, AtomicInteger next, AtomicLong done, LongConsumer progress) {
        int batch = -1;
        @Nullable LoopAssembly assembly = null;
        for (int i = next.getAndIncrement(); i < results.length; i = next.getAndIncrement()) {
            Job job = jobs.get(i);
            if (assembly == null || job.batch() != batch) {
                batch = job.batch();
                assembly = LoopAssembly.of(batches.get(batch).design());
            }
            results[i] = result(job.trial(), assembly);
            progress.accept(done.addAndGet(job.trial().cycles()));
        }
    }

    private static TrialResult result(Trial trial, LoopAssembly assembly) {
        UnaryOperator<Rig> around = trial.imperfection().equals(Imperfection.NONE)
                ? UnaryOperator.identity()
                : rig -> new ImperfectRig(rig, trial.truth(), trial.imperfection());
        if (!trial.followed()) {
            return new TrialResult(
                    VirtualRun.balancing(trial.truth(), assembly, trial.cycles(), around, List.of()), Optional.empty());
        }
        Course.Writer writer = new Course.Writer(trial.truth().loop().periodSeconds());
        List<CycleListener> listeners = List.of(writer);
        VirtualRun run = VirtualRun.balancing(trial.truth(), assembly, trial.cycles(), around, listeners);
        return new TrialResult(run, Optional.of(writer.course()));
    }
}
