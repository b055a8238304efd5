package plumb.selftest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import plumb.config.RigConfig;

/**
 * Every supported combination of rig, law, estimator, rate and start is really built and balances for a short episode in
 * virtual time. Housekeeping thread; the combinations run on two threads of their own, each by itself, so the result does
 * not depend on their number.
 */
public final class CompatibilityCheck implements Check {
    private static final int THREADS = 2;
    private static final int MICROS_PER_COMBINATION = 15_000;

    private final List<Combination> combinations;
    private final String subject;

    /**
     * A check of some combinations.
     *
     * @param combinations all of them
     * @param subject what they are, for the evidence
     */
    CompatibilityCheck(List<Combination> combinations, String subject) {
        this.combinations = List.copyOf(combinations);
        this.subject = subject;
    }

    /** A check of what is supported on a rig, as far as the mode goes. */
    static CompatibilityCheck of(RigConfig config, SelfTestMode mode) {
        List<Combination> combinations = SupportedCombinations.of(config, mode);
        return new CompatibilityCheck(
                combinations,
                switch (mode) {
                    case FULL ->
                        "every law with every estimator on every built-in rig, from both starts, at several rates";
                    case QUICK ->
                        mode.remark()
                                + "laws and estimators of the configured rig one by one, at its rate, from its start";
                });
    }

    @Override
    public String id() {
        return "system-compatibility";
    }

    @Override
    public String measures() {
        return "share of the supported combinations of rig, law, estimator, rate and start that work";
    }

    @Override
    public Duration expectedDuration() {
        return Duration.ofMillis((long) combinations.size() * MICROS_PER_COMBINATION / 1000);
    }

    @Override
    public Measurement measure() throws InterruptedException, ExecutionException {
        List<Callable<Optional<String>>> trials = new ArrayList<>();
        combinations.forEach(combination -> trials.add(combination::trial));
        ProbeTally tally = new ProbeTally();
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Optional<String>>> outcomes = workers.invokeAll(trials);
            for (int i = 0; i < outcomes.size(); i++) {
                Optional<String> wrong = outcomes.get(i).get();
                String name = combinations.get(i).name();
                tally.probe(wrong.isEmpty(), () -> name + ": " + wrong.orElseThrow());
            }
        } finally {
            workers.shutdownNow();
        }
        return tally.measurement(subject);
    }
}
