package plumb.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * Histograms of every {@link Phase}: one set for the cycles before engagement (warm-up and capture), one for the engaged
 * ones, with the cycle that tripped. {@link #onCycle} on the control thread: plain stores into preallocated arrays.
 * Everything else on another thread after the loop has ended; joining the control thread makes its stores visible.
 */
public final class PhaseHistograms implements CycleListener {
    private final long periodNanos;
    private final Engagement engagement = new Engagement();
    private final PhaseHistogramSet beforeEngagement = new PhaseHistogramSet();
    private final PhaseHistogramSet engaged = new PhaseHistogramSet();
    private boolean first = true;
    private long previousWakeNanos;

    /** Empty histograms for a loop with this period, ns. */
    public PhaseHistograms(long periodNanos) {
        this.periodNanos = periodNanos;
    }

    @Override
    public void onCycle(Cycle cycle) {
        long wakeupNanos = cycle.wakeupLatencyNanos();
        switch (engagement.of(cycle)) {
            case BEFORE -> record(cycle, wakeupNanos, beforeEngagement);
            case DURING -> record(cycle, wakeupNanos, engaged);
            case AFTER -> {}
        }
    }

    private void record(Cycle cycle, long wakeupNanos, PhaseHistogramSet set) {
        set.record(cycle, wakeupNanos);
        long wakeNanos = cycle.wakeNanos();
        if (!first && cycle.missed() == 0) {
            set.recordJitter(StrictMath.abs(wakeNanos - previousWakeNanos - periodNanos));
        }
        first = false;
        previousWakeNanos = wakeNanos;
    }

    /** Distributions before engagement, of the phases that were measured; empty before the first cycle. */
    public Map<Phase, PhaseSummary> beforeEngagement() {
        return beforeEngagement.summaries();
    }

    /** Distributions while engaged, of the phases that were measured; empty when the loop never engaged. */
    public Map<Phase, PhaseSummary> engaged() {
        return engaged.summaries();
    }

    /**
     * Writes the engaged distributions as {@code latency-<phase>.hgrm} (HdrHistogram's percentile format, microseconds).
     *
     * @param directory created where missing
     */
    public void export(Path directory) throws IOException {
        engaged.export(directory);
    }
}
