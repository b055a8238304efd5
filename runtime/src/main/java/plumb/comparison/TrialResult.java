package plumb.comparison;

import java.util.Optional;
import java.util.OptionalDouble;
import plumb.observe.RunSummary;
import plumb.simulation.VirtualRun;

/**
 * What became of a trial. Immutable; any thread.
 *
 * @param run how it ended, and its figures
 * @param course of a trial that was followed
 */
record TrialResult(VirtualRun run, Optional<Course> course) {
    /** s from engagement; empty where it did not settle. */
    OptionalDouble settled() {
        return run.figures().map(RunSummary::settledAtSeconds).orElse(OptionalDouble.empty());
    }
}
