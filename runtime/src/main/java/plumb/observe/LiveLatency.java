package plumb.observe;

import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * Wake-up latency and cycle time while the loop runs, for telemetry. {@link #onCycle} on the control thread (wait-free, no
 * allocation), the intervals on one telemetry thread; memory order as in {@link WakeupView}.
 */
public final class LiveLatency implements CycleListener {
    private final Interval wakeup = new Interval();
    private final Interval cycles = new Interval();

    /** An empty view. */
    public LiveLatency() {}

    @Override
    public void onCycle(Cycle cycle) {
        wakeup.record(cycle.wakeupLatencyNanos());
        cycles.record(cycle.writeNanos() - cycle.wakeNanos());
    }

    /** Wake-up latency since the previous call; empty when no cycle ended since. */
    public Optional<PhaseSummary> wakeupInterval() {
        return wakeup.summary();
    }

    /** Cycle time since the previous call; empty when no cycle ended since. */
    public Optional<PhaseSummary> cycleInterval() {
        return cycles.summary();
    }

    private static final class Interval {
        private final SingleWriterRecorder recorder =
                new SingleWriterRecorder(1, PhaseHistogram.HIGHEST_NANOS, PhaseHistogram.DIGITS);
        private @Nullable Histogram recycled = recorder.getIntervalHistogram();

        void record(long nanos) {
            recorder.recordValue(StrictMath.clamp(nanos, 0, PhaseHistogram.HIGHEST_NANOS));
        }

        Optional<PhaseSummary> summary() {
            Histogram interval = recorder.getIntervalHistogram(recycled);
            recycled = interval;
            return PhaseHistogram.summary(interval, interval.getMaxValue());
        }
    }
}
