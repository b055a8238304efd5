package plumb.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import plumb.hal.Rig;
import plumb.observe.AllocationMeter;
import plumb.observe.CollectionFigures;
import plumb.observe.GarbageCollections;
import plumb.observe.LoopCounters;
import plumb.observe.LoopCountersReader;
import plumb.observe.Phase;
import plumb.observe.PhaseHistograms;
import plumb.observe.PhaseSummary;
import plumb.observe.RunFigures;
import plumb.observe.RunSummary;
import plumb.observe.WakeupView;
import plumb.runtime.ControlLoop;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleState;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.os.RealtimeReport;
import plumb.runtime.os.RealtimeThread;

/**
 * One run of the loop on an armed rig: the control thread, what watches it, and what came of it. Housekeeping thread, but
 * for {@link #requestStop}, which any thread may call.
 */
final class Experiment {
    private static final Duration STATUS_INTERVAL = Duration.ofMillis(200);

    private final LoopAssembly assembly;
    private final PhaseHistograms histograms;
    private final RunFigures figures;
    private final AllocationMeter allocation = new AllocationMeter();
    private final LoopCountersReader counters;
    private final WakeupView wakeups = new WakeupView();
    private final FirstEngagement firstEngagement = new FirstEngagement();
    private final ControlLoop loop;

    Experiment(LoopAssembly assembly, Rig rig, LoopClock clock, Lifecycle lifecycle) {
        this.assembly = assembly;
        long period = assembly.config().loop().periodNanos();
        this.histograms = new PhaseHistograms(period);
        this.figures = new RunFigures(period, assembly.config().limits().railHalfLength());
        UnsafeBuffer counterValues = new UnsafeBuffer(ByteBuffer.allocateDirect(LoopCounters.LENGTH));
        this.counters = new LoopCountersReader(counterValues);
        this.loop = assembly.loop(
                rig,
                clock,
                lifecycle,
                List.of(
                        histograms,
                        figures,
                        allocation,
                        new LoopCounters(counterValues, allocation),
                        wakeups,
                        firstEngagement));
    }

    /** Asks the loop to stop; its next cycle sends the safe command. */
    void requestStop() {
        loop.requestStop();
    }

    /** Runs the plan on the control thread and follows it on the status line until it has ended. */
    Outcome run(LoopPlan plan, StatusLine status) throws InterruptedException, ExecutionException, IOException {
        AtomicReference<LoopResult> result = new AtomicReference<>();
        try (GarbageCollections collections = GarbageCollections.start()) {
            RealtimeThread control =
                    RealtimeThread.start("control", assembly.config().loop(), () -> result.set(loop.run(plan)));
            while (!control.join(STATUS_INTERVAL)) {
                counters.snapshot().ifPresent(snapshot -> status.show(snapshot, wakeups.interval()));
            }
            status.clear();
            return new Outcome(
                    result.get(),
                    figures.summary(),
                    histograms,
                    histograms.engaged(),
                    allocation.allocatedBytes(),
                    whileEngaged(collections),
                    control.report(),
                    firstEngagement.atNanos());
        }
    }

    private Optional<CollectionFigures> whileEngaged(GarbageCollections collections) throws IOException {
        OptionalLong from = firstEngagement.atNanos();
        return from.isPresent() ? collections.between(from.getAsLong(), System.nanoTime()) : Optional.empty();
    }

    /**
     * What came of it.
     *
     * @param loop how the loop ended
     * @param figures of the engaged cycles; empty when it never engaged
     * @param histograms for export
     * @param latency of the engaged cycles
     * @param allocatedBytes by the control thread while engaged; empty when it never engaged
     * @param collections of the whole process while engaged; empty when it never engaged or they were not recorded
     * @param realtime what the control thread got
     * @param engagedAtNanos when the loop engaged
     */
    record Outcome(
            LoopResult loop,
            Optional<RunSummary> figures,
            PhaseHistograms histograms,
            Map<Phase, PhaseSummary> latency,
            OptionalLong allocatedBytes,
            Optional<CollectionFigures> collections,
            RealtimeReport realtime,
            OptionalLong engagedAtNanos) {}

    /** When the loop engaged. Written on the control thread, read after it has ended. */
    private static final class FirstEngagement implements CycleListener {
        private boolean engaged;
        private long nanos;

        @Override
        public void onCycle(Cycle cycle) {
            if (!engaged && cycle.phase() == LifecycleState.ENGAGED) {
                engaged = true;
                nanos = cycle.wakeNanos();
            }
        }

        OptionalLong atNanos() {
            return engaged ? OptionalLong.of(nanos) : OptionalLong.empty();
        }
    }
}
