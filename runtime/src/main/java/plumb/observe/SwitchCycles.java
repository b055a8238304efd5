package plumb.observe;

import java.util.Optional;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.LoopRequests;

/**
 * How long the engaged cycles took, from wake-up to the command written, in which another law was asked to take over, apart from
 * all others. {@link #onCycle} on the control thread: plain stores into preallocated arrays; everything else after the loop
 * has ended.
 */
public final class SwitchCycles implements CycleListener {
    private final Engagement engagement = new Engagement();
    private final PhaseHistogram switching = new PhaseHistogram();
    private final PhaseHistogram others = new PhaseHistogram();

    /** No cycle yet. */
    public SwitchCycles() {}

    @Override
    public void onCycle(Cycle cycle) {
        if (engagement.of(cycle) != Engagement.Stage.DURING) {
            return;
        }
        // A request while it swings up is not obeyed.
        boolean asked = (cycle.requests() & LoopRequests.NEXT_LAW) != 0 && !cycle.swinging();
        (asked ? switching : others).record(cycle.writeNanos() - cycle.wakeNanos());
    }

    /** Of the cycles with a switch; empty when there were none. */
    public Optional<PhaseSummary> switching() {
        return switching.summary();
    }

    /** Of all other engaged cycles; empty when there were none. */
    public Optional<PhaseSummary> others() {
        return others.summary();
    }
}
