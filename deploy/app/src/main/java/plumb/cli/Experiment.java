package plumb.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.mqtt.LoopView;
import plumb.observe.CollectionCount;
import plumb.observe.CollectionFigures;
import plumb.observe.GarbageCollections;
import plumb.observe.LoopCountersReader;
import plumb.observe.Phase;
import plumb.observe.PhaseHistograms;
import plumb.observe.PhaseSummary;
import plumb.observe.ProcessCounters;
import plumb.observe.RunObservers;
import plumb.observe.RunSummary;
import plumb.observe.StallWatch;
import plumb.record.FlightRecorder;
import plumb.record.RecordingCounts;
import plumb.runtime.ControlLoop;
import plumb.runtime.ControllerBank;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.SwitchSchedule;
import plumb.runtime.os.RealtimeReport;
import plumb.runtime.os.RealtimeThread;
import plumb.runtime.os.ThreadAccounting;

/**
 * One run of the loop on an armed rig: the control thread, what watches it, and what came of it. Housekeeping thread, but
 * for {@code request...}, which any thread may call.
 */
final class Experiment {
    private static final Duration KEY_INTERVAL = Duration.ofMillis(50);
    /** Looks at the keys for one status line. */
    private static final int STATUS_LOOKS = 4;

    private final LoopAssembly assembly;
    private final RunObservers observers;
    private final Optional<FlightRecorder> recorder;
    private final ControlLoop loop;
    private final Rig rig;

    Experiment(
            LoopAssembly assembly,
            Rig rig,
            LoopClock clock,
            Lifecycle lifecycle,
            RunObservers observers,
            Optional<FlightRecorder> recorder,
            List<Long> switches) {
        this.assembly = assembly;
        this.observers = observers;
        this.recorder = recorder;
        this.rig = rig;
        List<CycleListener> listeners = new ArrayList<>(observers.listeners());
        recorder.ifPresent(listeners::add);
        if (!switches.isEmpty()) {
            listeners.add(new SwitchSchedule(switches, assembly.config().loop().periodNanos(), this::requestNextLaw));
        }
        this.loop = assembly.loop(rig, clock, lifecycle, listeners);
    }

    /** What telemetry may read while the loop runs. */
    LoopView view() {
        return new LoopView(
                observers.counters(),
                observers.liveLatency(),
                () -> recorder.isPresent() ? OptionalLong.of(recorder.get().dropped()) : OptionalLong.empty());
    }

    /** Asks the loop to stop; its next cycle sends the safe command. */
    void requestStop() {
        loop.requestStop();
    }

    /** Takes the arming back; the loop's next cycle sends the safe command. */
    void requestDisarm() {
        loop.requestDisarm();
    }

    /** Asks for the law that follows. */
    void requestNextLaw() {
        loop.requestNextLaw();
    }

    /** Runs the plan on the control thread and follows it on the status line, and the operator's keys, until it has ended. */
    Outcome run(LoopPlan plan, StatusLine status, ServiceStatus service, OperatorKeys keys)
            throws InterruptedException, ExecutionException, IOException {
        AtomicReference<LoopResult> result = new AtomicReference<>();
        LoopCountersReader counters = observers.counters();
        ProcessCounters process = observers.process();
        CollectionCount collected = new CollectionCount();
        Optional<LinkStatistics> linkBefore = rig.linkStatistics();
        if (rig instanceof AttachedRig attached) {
            attached.beginFaults();
        }
        try (GarbageCollections collections = GarbageCollections.start()) {
            RealtimeThread control =
                    RealtimeThread.start("control", assembly.config().loop(), () -> result.set(loop.run(plan)));
            StallWatch stalls = watchStalls(control);
            try {
                for (int look = 1; !control.join(KEY_INTERVAL); look++) {
                    keys.act(this);
                    if (look % STATUS_LOOKS != 0) {
                        continue;
                    }
                    stalls.look(System.nanoTime());
                    process.stalls(stalls.counts());
                    process.collections(collected.count());
                    recorder.ifPresent(r -> process.records(r.recorded(), r.dropped()));
                    counters.snapshot().ifPresent(snapshot -> {
                        service.loop(snapshot);
                        status.show(snapshot, observers.wakeups().interval(), law());
                    });
                }
            } finally {
                // Whatever happened to this thread, nobody lets go of the rig while the loop drives it.
                stopAndWait(control);
            }
            status.clear();
            recorder.ifPresent(FlightRecorder::close);
            Optional<RunSummary> figures = observers.figures().summary();
            Optional<CollectionFigures> collectedWhileEngaged =
                    figures.flatMap(f -> collections.between(f.engagedAtNanos(), f.endedAtNanos()));
            return new Outcome(
                    result.get(),
                    figures,
                    observers.histograms(),
                    observers.allocation().allocatedBytes(),
                    collectedWhileEngaged,
                    control.report(),
                    observers.engagedAtNanos(),
                    law().orElse(assembly.config().controller()),
                    assembly.bank().map(ControllerBank::switches).orElse(0L),
                    recorder.map(FlightRecorder::counts),
                    timing(stalls, collections),
                    new RigFigures(
                            observers.sampleAges().summary(),
                            observers.sampleAges().stale(),
                            RigFigures.between(linkBefore, rig.linkStatistics()),
                            rig instanceof AttachedRig attached ? attached.faults() : List.of()));
        }
    }

    /** From before the loop's first cycle; ends with the thread, whose accounts the kernel closes then. */
    private StallWatch watchStalls(RealtimeThread control) {
        RealtimeReport report = control.report();
        ThreadAccounting accounting = new ThreadAccounting(report.threadId(), report.cpu());
        return new StallWatch(observers.missCauses(), accounting::read, System.nanoTime());
    }

    private RunTiming timing(StallWatch stalls, GarbageCollections collections) {
        return new RunTiming(
                observers.missCauses().periods(),
                stalls.intervals().stream()
                        .map(i -> i.with(collections.recorded(i.fromNanos(), i.toNanos())))
                        .toList(),
                stalls.counted(),
                assembly.config().loop().periodNanos(),
                observers.firstCycles().first(),
                observers.firstCycles().rest(),
                observers.switchCycles());
    }

    /** The law that runs, where others may follow it; empty otherwise. */
    private Optional<String> law() {
        return assembly.bank().map(ControllerBank::runningName);
    }

    private void stopAndWait(RealtimeThread control) throws ExecutionException {
        loop.requestStop();
        boolean interrupted = false;
        while (true) {
            try {
                control.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What came of it.
     *
     * @param loop how the loop ended
     * @param figures of the engaged cycles; empty when it never engaged
     * @param histograms of the phases
     * @param allocatedBytes by the control thread while engaged; empty when it never engaged
     * @param collections of the whole process while engaged; empty when it never engaged or they were not recorded
     * @param realtime what the control thread got
     * @param engagedAtNanos when the loop engaged
     * @param controllerAtEnd the law that ran last
     * @param controllerSwitches how often another law followed
     * @param recording what became of the cycles; empty when none was wanted
     * @param timing why periods were missed, and how the first cycles compare with the others
     * @param rig what came of the link to the rig
     */
    record Outcome(
            LoopResult loop,
            Optional<RunSummary> figures,
            PhaseHistograms histograms,
            OptionalLong allocatedBytes,
            Optional<CollectionFigures> collections,
            RealtimeReport realtime,
            OptionalLong engagedAtNanos,
            String controllerAtEnd,
            long controllerSwitches,
            Optional<RecordingCounts> recording,
            RunTiming timing,
            RigFigures rig) {
        /** Latency of the engaged cycles, by phase. */
        Map<Phase, PhaseSummary> latency() {
            return histograms.engaged();
        }
    }
}
