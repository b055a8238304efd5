package plumb.comparison;

import java.util.ArrayList;
import java.util.List;
import plumb.config.RigConfig;

/**
 * Laws in the standard scenarios. Immutable; any thread.
 *
 * @param set the scenarios
 * @param standings one per law and rig, in the order in which they were given
 * @param cycles planned control periods of all runs
 * @param wallSeconds it took
 * @param threads that worked; changes nothing but the time
 */
public record Comparison(StandardSet set, List<Standing> standings, long cycles, double wallSeconds, int threads) {
    /** Copies the list. */
    public Comparison {
        standings = List.copyOf(standings);
    }

    /** Told how far it is. */
    @FunctionalInterface
    public interface Progress {
        /** So many of all planned control periods are over. Any thread. */
        void at(long done, long all);
    }

    /**
     * Runs everything. Housekeeping thread.
     *
     * @param rigs each with the law to be compared
     */
    public static Comparison of(StandardSet set, List<RigConfig> rigs, int threads, Progress progress)
            throws InterruptedException {
        TrialRunner runner = new TrialRunner(rigs.stream()
                .map(rig -> new TrialRunner.Batch(rig, set.trials(rig)))
                .toList());
        long all = runner.cycles();
        long began = System.nanoTime();
        List<List<TrialResult>> results = runner.run(threads, done -> progress.at(done, all));
        double wallSeconds = (System.nanoTime() - began) * 1e-9;
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < rigs.size(); i++) {
            standings.add(set.standing(rigs.get(i), results.get(i)));
        }
        return new Comparison(set, standings, all, wallSeconds, threads);
    }
}
