package plumb.selftest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.observe.Phase;
import plumb.observe.PhaseHistograms;
import plumb.observe.PhaseSummary;
import plumb.observe.RunObservers;
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
    private final RigConfig config;
    private final TimingLimits limits;
    private final List<TimingWindow> windows = new ArrayList<>();
    private @Nullable String broken;
    private volatile boolean stopped;
    private volatile @Nullable ControlLoop running;

    /** Parts as in {@link SelfTestSubject}, and where the loops run. */
    TimingObserver(LoopAssembly assembly, Rig rig, LoopClock clock, ControlThread controlThread) {
        this.assembly = assembly;
        this.rig = rig;
        this.clock = clock;
        this.controlThread = controlThread;
        this.config = assembly.config();
        this.limits = TimingLimits.of(config.loop(), config.selfTest());
    }

    /** One warm-up and one window, as it is on a machine that is set up for real time. */
    Duration expectedDuration() {
        return Duration.ofNanos(config.loop().warmupNanos() + config.selfTest().timingWindowNanos());
    }

    @Override
    public TimingWindows call() throws InterruptedException, ExecutionException {
        // The end of the control thread makes what it stored visible here.
        RealtimeReport report = controlThread.run(this::watch, this::stop);
        return new TimingWindows(windows, limits, Optional.ofNullable(broken), report);
    }

    private void stop() {
        stopped = true;
        ControlLoop loop = running;
        if (loop != null) {
            loop.requestStop();
        }
    }

    private void watch() {
        if (config.loop().warmupNanos() > 0) {
            watch(cycles(config.loop().warmupNanos()));
        }
        for (int attempt = 0; attempt < config.selfTest().timingAttempts() && broken == null; attempt++) {
            TimingWindow window = watch(cycles(config.selfTest().timingWindowNanos()));
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
    private @Nullable TimingWindow watch(long cycles) {
        // Watched by the same observers as the run will be: their time and their garbage belong to the loop.
        RunObservers observers = new RunObservers(config);
        WindowAllocation allocation = new WindowAllocation();
        List<CycleListener> listeners = new ArrayList<>(observers.listeners());
        listeners.add(allocation);
        ControlLoop loop = assembly.loop(rig, clock, new Lifecycle(), listeners);
        running = loop;
        if (stopped) {
            loop.requestStop();
        }
        LoopResult result = loop.run(LoopPlan.safeOutputs(cycles));
        if (result.cause() != EndCause.WINDOW_COMPLETE) {
            broken = "the loop ended after " + result.safe().cycles() + " of " + cycles + " cycles: " + result.reason();
            return null;
        }
        return new TimingWindow(
                result.safe(),
                summary(observers.histograms(), Phase.WAKEUP),
                summary(observers.histograms(), Phase.CYCLE),
                allocation.count());
    }

    private static PhaseSummary summary(PhaseHistograms histograms, Phase phase) {
        return Objects.requireNonNull(histograms.beforeEngagement().get(phase), phase.id());
    }
}
