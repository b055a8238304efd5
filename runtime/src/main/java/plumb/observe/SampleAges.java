package plumb.observe;

import java.util.Optional;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * How old the rig's samples were when they were read, in engaged cycles, and how many came again because no newer one had arrived.
 * {@link #onCycle} on the control thread without allocation; everything else after the loop has ended.
 */
public final class SampleAges implements CycleListener {
    private final Engagement engagement = new Engagement();
    private final PhaseHistogram ages = new PhaseHistogram();
    private long previous = Long.MIN_VALUE;
    private long stale;

    /** No cycle yet. */
    public SampleAges() {}

    @Override
    public void onCycle(Cycle cycle) {
        long sequence = cycle.frame().sequence();
        if (engagement.of(cycle) == Engagement.Stage.DURING) {
            ages.record(cycle.frame().ageNanos());
            stale += sequence == previous ? 1 : 0;
        }
        previous = sequence;
    }

    /** The ages; empty when the loop never engaged. */
    public Optional<PhaseSummary> summary() {
        return ages.summary();
    }

    /** Engaged cycles that had to do with the sample of the cycle before. */
    public long stale() {
        return stale;
    }
}
