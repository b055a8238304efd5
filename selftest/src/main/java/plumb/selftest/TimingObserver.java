package plumb.selftest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.observe.RunObservers;
import plumb.record.FlightRecorder;
import plumb.record.RecordingHeader;
import plumb.record.RunIdentity;
import plumb.runtime.ControlLoop;
import plumb.runtime.CycleListener;
import plumb.runtime.EndCause;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.os.RealtimeReport;

/**
 * Watches the very loop on the very rig with safe outputs: a warm-up that does not count, then windows until one is sound or
 * the attempts are used up. A window that allocated is repeated too: when a method becomes hot enough for the optimising
 * compiler, the virtual machine resolves the string constants of its class on the thread that was just running it, once. Made and called on the housekeeping thread; the loops run on the control thread.
 */
final class TimingObserver implements Callable<TimingWindows> {
    private final LoopAssembly assembly;
    private final Rig rig;
    private final LoopClock clock;
    private final ControlThread controlThread;
    private final SelfTestMode mode;
    private final RigConfig config;
    private final TimingLimits limits;
    private final List<TimingWindow> windows = new ArrayList<>();
    private @Nullable String broken;
    private volatile boolean stopped;
    private volatile @Nullable ControlLoop running;

    /** Parts as in {@link SelfTestSubject}, and where the loops run. */
    TimingObserver(LoopAssembly assembly, Rig rig, LoopClock clock, SelfTestMode mode, ControlThread controlThread) {
        this.assembly = assembly;
        this.mode = mode;
        this.rig = rig;
        this.clock = clock;
        this.controlThread = controlThread;
        this.config = assembly.config();
        this.limits = TimingLimits.of(config.loop(), config.selfTest());
    }

    /** One warm-up and one window, as it is on a machine that is set up for real time. */
    Duration expectedDuration() {
        return Duration.ofNanos(mode.warmupNanos(config.loop()) + mode.timingWindowNanos(config.selfTest()));
    }

    @Override
    public TimingWindows call() throws InterruptedException, ExecutionException {
        Optional<FlightRecorder> recorder = recorder();
        try {
            return watched(recorder);
        } finally {
            recorder.ifPresent(FlightRecorder::close);
        }
    }

    /** As the run has one, but to nowhere; made here, because what a real-time thread starts is as urgent as itself. */
    private Optional<FlightRecorder> recorder() {
        if (!config.recorder().enabled()) {
            return Optional.empty();
        }
        RecordingHeader header =
                RecordingHeader.of(assembly, rig.describe(), LoopPlan.safeOutputs(1), RunIdentity.NONE, 0, 0);
        return Optional.of(
                FlightRecorder.toNowhere(header, assembly.controllers().getFirst(), config.recorder()));
    }

    private TimingWindows watched(Optional<FlightRecorder> recorder) throws InterruptedException, ExecutionException {
        // The end of the control thread makes what it stored visible here.
        RealtimeReport report = controlThread.run(() -> watch(recorder), this::stop);
        return new TimingWindows(windows, limits, Optional.ofNullable(broken), report, mode);
    }

    private void stop() {
        stopped = true;
        ControlLoop loop = running;
        if (loop != null) {
            loop.requestStop();
        }
    }

    private void watch(Optional<FlightRecorder> recorder) {
        long warmup = mode.warmupNanos(config.loop());
        if (warmup > 0) {
            watch(cycles(warmup), recorder);
        }
        for (int attempt = 0; attempt < config.selfTest().timingAttempts() && broken == null; attempt++) {
            TimingWindow window = watch(cycles(mode.timingWindowNanos(config.selfTest())), recorder);
            if (window != null) {
                windows.add(window);
                if (window.sound(limits)) {
                    return;
                }
            }
        }
    }

    /** At least two: what lies between the first and the last is a whole cycle. */
    private long cycles(long nanos) {
        return StrictMath.max(2, nanos / config.loop().periodNanos());
    }

    /** One window; {@code null} when the loop did not come to its end. */
    private @Nullable TimingWindow watch(long cycles, Optional<FlightRecorder> recorder) {
        // Watched by the same observers as the run will be: their time and their garbage belong to the loop.
        RunObservers observers = new RunObservers(config);
        WindowAllocation allocation = new WindowAllocation();
        LinkMeter link = new LinkMeter();
        List<CycleListener> listeners = new ArrayList<>(observers.listeners());
        recorder.ifPresent(listeners::add);
        listeners.add(link);
        listeners.add(allocation);
        ControlLoop loop = assembly.loop(rig, clock, new Lifecycle(), listeners);
        running = loop;
        if (stopped) {
            loop.requestStop();
        }
        Optional<LinkStatistics> before = rig.linkStatistics();
        LoopResult result = loop.run(LoopPlan.safeOutputs(cycles));
        if (result.cause() != EndCause.WINDOW_COMPLETE) {
            broken = "the loop ended after " + result.safe().cycles() + " of " + cycles + " cycles: " + result.reason();
            return null;
        }
        return new TimingWindow(
                result.safe(),
                observers.histograms().beforeEngagement(),
                allocation.count(),
                link.figures(rig.linkStatistics().flatMap(now -> before.map(now::since))));
    }
}
