package plumb.latency;

import java.util.Optional;
import plumb.observe.PhaseHistogram;
import plumb.observe.PhaseSummary;
import plumb.observe.WakeupView;

/**
 * Wake-up latencies as they come in. {@link #record} on one thread (no allocation), {@link #interval} on another one meanwhile,
 * {@link #summary} when the first has ended.
 */
public final class WakeupRecord {
    private final PhaseHistogram all = new PhaseHistogram();
    private final WakeupView latest = new WakeupView();

    void record(long nanos) {
        all.record(nanos);
        latest.record(nanos);
    }

    /** Distribution since the previous call; empty when nothing was recorded since. */
    public Optional<PhaseSummary> interval() {
        return latest.interval();
    }

    /** The whole distribution; empty when nothing was recorded. */
    public Optional<PhaseSummary> summary() {
        return all.summary();
    }
}
