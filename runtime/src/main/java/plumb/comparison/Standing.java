package plumb.comparison;

import java.util.List;
import java.util.OptionalDouble;
import plumb.config.RigConfig;
import plumb.simulation.SimulationReport;

/**
 * How a law did in the standard scenarios. Immutable; any thread.
 *
 * @param config of rig, law and estimator
 * @param outcomes of the groups of scenarios
 * @param push the run with a push
 * @param lasting the run with a force that stays
 * @param map settling time from each start at rest, s, empty where it did not settle: a row per angle of link 2, in it a cell
 *     per angle of link 1
 * @param robustness per criterion
 */
public record Standing(
        RigConfig config,
        List<Outcome> outcomes,
        Followed push,
        Followed lasting,
        List<List<OptionalDouble>> map,
        List<Robustness> robustness) {
    /** Copies the lists. */
    public Standing {
        outcomes = List.copyOf(outcomes);
        map = List.copyOf(map);
        robustness = List.copyOf(robustness);
    }

    /**
     * What a group of scenarios adds up to.
     *
     * @param id stable name
     * @param title for people
     * @param report of its runs, without a speed
     */
    public record Outcome(String id, String title, SimulationReport report) {}

    /**
     * A run whose course was kept.
     *
     * @param course of it
     * @param recoverySeconds from the coming of the force until both angles were back to stay; 0 where they never left;
     *     empty where the run did not settle
     * @param offset |cart position| at its end, m; empty where the run did not settle
     */
    public record Followed(Course course, OptionalDouble recoverySeconds, OptionalDouble offset) {}

    /**
     * What a law bears.
     *
     * @param criterion in which the rig gets worse
     * @param settled how many of the starts settled, per step
     * @param score share of all runs that settled
     */
    public record Robustness(Criterion criterion, List<Integer> settled, double score) {
        /** Copies the list. */
        public Robustness {
            settled = List.copyOf(settled);
        }
    }

    /** Share of the starts of the map that settled. */
    public double mapShare() {
        return map.stream()
                .flatMap(List::stream)
                .mapToDouble(cell -> cell.isPresent() ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** Mean of the robustness scores. */
    public double robustnessMean() {
        return robustness.stream().mapToDouble(Robustness::score).average().orElse(0);
    }
}
