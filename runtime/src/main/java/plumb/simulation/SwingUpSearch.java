package plumb.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import plumb.config.EnvelopeLimits;
import plumb.config.RigConfig;
import plumb.design.SwingUpPlan;
import plumb.design.SwingUpPlanner;

/**
 * Searches for a swing-up plan that the rig can follow: many tries of the planner; those that arrive go through a short
 * Monte Carlo of the closed loop, the best of these through a long one, which decides. Housekeeping thread; works on several
 * threads, whose number never changes the result.
 *
 * @param config of rig, law and estimator, with a hanging start
 * @param planner of the tries
 * @param candidates number of tries
 * @param runs number of runs of the long Monte Carlo
 * @param seed of everything
 * @param threads that work
 */
public record SwingUpSearch(
        RigConfig config, SwingUpPlanner planner, int candidates, int runs, long seed, int threads) {
    /** Deviation of parameters that were measured with care. */
    public static final double SMALL_SHARE = 0.02;

    /** Deviation of parameters that were measured in a hurry. */
    public static final double LARGE_SHARE = 0.05;

    private static final int FINALISTS = 6;
    private static final int SHORT_SHARE = 5;
    /** Seeds of the Monte Carlos that choose are not those of the tries. */
    static final long CHOOSING = 0x7472_6961_6c73L;
    /** The runs that chose a plan flatter it: what is reported of it is measured on others. */
    static final long MEASURING = 0x6672_6573_68L;

    /**
     * A plan that arrived and what became of it in runs.
     *
     * @param number of the try
     * @param plan itself
     * @param small result at {@link #SMALL_SHARE}
     * @param large result at {@link #LARGE_SHARE}
     */
    public record Candidate(int number, SwingUpPlan plan, SwingUpTrials.Score small, SwingUpTrials.Score large) {
        private boolean succeeded() {
            return small.succeeded() + large.succeeded() > 0;
        }
    }

    /**
     * What was found.
     *
     * @param arrived how many tries arrived within the limits of planner and rig
     * @param best the one to use, with results of runs other than those that chose it; empty where none arrived or none
     *     of these runs succeeded
     */
    public record Result(int arrived, Optional<Candidate> best) {}

    /** Told how far the search is, from any of its threads. */
    @FunctionalInterface
    public interface Progress {
        /** So many parts of this stage are done. */
        void at(String stage, int done, int all);
    }

    /** Searches. */
    public Result find(Progress progress) throws InterruptedException {
        List<Optional<SwingUpPlan>> plans = inParallel(
                "planning", candidates, number -> planner.attempt(seed, number).filter(this::allowed), progress);
        List<Integer> arrived = new ArrayList<>();
        for (int number = 0; number < candidates; number++) {
            if (plans.get(number).isPresent()) {
                arrived.add(number);
            }
        }
        int few = Math.max(1, runs / SHORT_SHARE);
        List<Candidate> tried = inParallel(
                "trying",
                arrived.size(),
                i -> candidate(arrived.get(i), plans.get(arrived.get(i)).orElseThrow(), few),
                progress);
        List<Candidate> finalists =
                tried.stream().sorted(ORDER).limit(FINALISTS).toList();
        Optional<Candidate> chosen = inParallel(
                        "choosing",
                        finalists.size(),
                        i -> candidate(
                                finalists.get(i).number(), finalists.get(i).plan(), runs),
                        progress)
                .stream()
                .min(ORDER);
        return new Result(
                arrived.size(),
                chosen.isEmpty()
                        ? chosen
                        : Optional.of(measured(chosen.get(), progress)).filter(Candidate::succeeded));
    }

    /** The planner knows no bound of velocity and rates; a plan beyond the rig's would be refused. */
    private boolean allowed(SwingUpPlan plan) {
        EnvelopeLimits envelope = config.limits().envelope();
        return plan.fastestVelocity() <= envelope.velocity() && plan.fastestRate() <= envelope.swingRate();
    }

    private Candidate measured(Candidate chosen, Progress progress) throws InterruptedException {
        double[] shares = {SMALL_SHARE, LARGE_SHARE};
        List<SwingUpTrials.Score> scores = inParallel(
                "measuring",
                shares.length,
                i -> new SwingUpTrials(config, shares[i], runs, seed ^ MEASURING).of(chosen.plan()),
                progress);
        return new Candidate(chosen.number(), chosen.plan(), scores.getFirst(), scores.getLast());
    }

    /** Success first, at the greater deviation before the smaller; then room in force. */
    private static final Comparator<Candidate> ORDER = Comparator.<Candidate>comparingInt(
                    c -> -c.large().succeeded())
            .thenComparingInt(c -> -c.small().succeeded())
            .thenComparingDouble(c -> c.plan().peakForce())
            .thenComparingInt(Candidate::number);

    private Candidate candidate(int number, SwingUpPlan plan, int howMany) {
        return new Candidate(
                number,
                plan,
                new SwingUpTrials(config, SMALL_SHARE, howMany, seed ^ CHOOSING).of(plan),
                new SwingUpTrials(config, LARGE_SHARE, howMany, seed ^ CHOOSING).of(plan));
    }

    private <T> List<T> inParallel(String stage, int all, IntFunction<T> work, Progress progress)
            throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        List<Future<T>> futures = new ArrayList<>();
        List<T> results = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            try {
                for (int i = 0; i < all; i++) {
                    int number = i;
                    futures.add(workers.submit(() -> {
                        T result = work.apply(number);
                        progress.at(stage, done.incrementAndGet(), all);
                        return result;
                    }));
                }
                for (Future<T> future : futures) {
                    results.add(future.get());
                }
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } finally {
                workers.shutdownNow();
            }
        }
        return results;
    }

    /** A design that is impossible is the caller's business; anything else is a defect. */
    private static RuntimeException rethrown(@Nullable Throwable cause) {
        return cause instanceof IllegalArgumentException impossible
                ? impossible
                : new IllegalStateException("a part of the search failed: " + cause, cause);
    }
}
