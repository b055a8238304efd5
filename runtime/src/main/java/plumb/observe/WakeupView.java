package plumb.observe;

import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * The wake-up latency while the loop runs, for a status line. {@link #onCycle} on the control thread (wait-free, no
 * allocation), {@link #interval} on one telemetry thread. The recorder swaps two histograms: its phaser pairs the reader's
 * flip with the writer's entry and exit, so the reader waits for the writer and never the other way round.
 */
public final class WakeupView implements CycleListener {
    private final SingleWriterRecorder recorder =
            new SingleWriterRecorder(1, PhaseHistogram.HIGHEST_NANOS, PhaseHistogram.DIGITS);
    private @Nullable Histogram recycled;

    /** An empty view; makes both histograms, so that nothing is allocated later. */
    public WakeupView() {
        recycled = recorder.getIntervalHistogram();
    }

    @Override
    public void onCycle(Cycle cycle) {
        record(cycle.wakeupLatencyNanos());
    }

    /** Records a latency, ns; on the control thread. */
    public void record(long latencyNanos) {
        recorder.recordValue(StrictMath.clamp(latencyNanos, 0, PhaseHistogram.HIGHEST_NANOS));
    }

    /** Distribution since the previous call, its maximum rounded up by at most 0.1 %; empty when no cycle ended since. */
    public Optional<PhaseSummary> interval() {
        Histogram interval = recorder.getIntervalHistogram(recycled);
        recycled = interval;
        return PhaseHistogram.summary(interval, interval.getMaxValue());
    }
}
