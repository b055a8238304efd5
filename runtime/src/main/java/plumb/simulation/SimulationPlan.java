package plumb.simulation;

import java.util.List;
import plumb.config.RigConfig;
import plumb.model.StateView;

/**
 * What a batch of virtual runs is to do. Immutable; any thread.
 *
 * @param config of rig, law and estimator
 * @param initialStates one run each
 * @param durationCycles engaged periods of each run
 * @param massFrom least factor of link mass and inertia
 * @param massTo greatest factor of link mass and inertia
 * @param threads number of threads; never changes a result
 */
public record SimulationPlan(
        RigConfig config,
        List<? extends StateView> initialStates,
        long durationCycles,
        double massFrom,
        double massTo,
        int threads) {
    /** Copies the list. */
    public SimulationPlan {
        initialStates = List.copyOf(initialStates);
    }

    /**
     * True link mass and inertia of run {@code index} as a multiple of the nominal ones: the two ends first, then a
     * van der Corput sequence between them, so that any number of runs covers the whole range evenly.
     */
    double massFactor(int index) {
        if (massFrom == massTo) {
            return massFrom;
        }
        if (index < 2) {
            return index == 0 ? massFrom : massTo;
        }
        double radicalInverse = Integer.reverse(index - 1) >>> 1;
        return massFrom + (massTo - massFrom) * radicalInverse / 0x1p31;
    }
}
