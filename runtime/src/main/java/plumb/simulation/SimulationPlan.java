package plumb.simulation;

import java.util.List;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;
import plumb.model.StateView;

/**
 * What a batch of virtual runs is to do. Immutable; any thread.
 *
 * @param config of rig, law and estimator
 * @param initialStates where the runs start, in turn
 * @param runs number of runs
 * @param variation how the true rig of each run differs from the nominal one
 * @param durationCycles engaged periods of each run
 * @param threads number of threads; never changes a result
 */
public record SimulationPlan(
        RigConfig config,
        List<? extends StateView> initialStates,
        int runs,
        Variation variation,
        long durationCycles,
        int threads) {
    /** Copies the list; throws {@link IllegalArgumentException} where there is nothing to run. */
    public SimulationPlan {
        initialStates = List.copyOf(initialStates);
        if (initialStates.isEmpty() || runs < 1) {
            throw new IllegalArgumentException(
                    runs + " runs from " + initialStates.size() + " states, must be at least 1 of each");
        }
    }

    /** The true rig of a run, in the pose in which it starts. */
    RigConfig truth(int run) {
        SimulationOptions started = config.simulation().from(initialStates.get(run % initialStates.size()));
        return variation.truth(config.withSimulation(started), run);
    }
}
