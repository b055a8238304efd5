package plumb.observe;

import java.util.Optional;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * Compute time of the first engaged cycles apart from that of all later ones: what a compiler still had to do, or caches had
 * to learn, would show as a difference. {@link #onCycle} on the control thread: plain stores into preallocated arrays;
 * everything else after the loop has ended.
 */
public final class FirstCycles implements CycleListener {
    /** How many cycles are the first. */
    public static final int COUNT = 1000;

    private final Engagement engagement = new Engagement();
    private final PhaseHistogram first = new PhaseHistogram();
    private final PhaseHistogram rest = new PhaseHistogram();
    private int left = COUNT;

    /** No cycle yet. */
    public FirstCycles() {}

    @Override
    public void onCycle(Cycle cycle) {
        if (engagement.of(cycle) != Engagement.Stage.DURING) {
            return;
        }
        long nanos = cycle.computeNanos() - cycle.estimateNanos();
        if (left > 0) {
            left--;
            first.record(nanos);
        } else {
            rest.record(nanos);
        }
    }

    /** Of the first {@link #COUNT} engaged cycles; empty when the loop never engaged. */
    public Optional<PhaseSummary> first() {
        return first.summary();
    }

    /** Of all later engaged cycles; empty when there were none. */
    public Optional<PhaseSummary> rest() {
        return rest.summary();
    }
}
