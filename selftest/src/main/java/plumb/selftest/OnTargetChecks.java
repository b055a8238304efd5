package plumb.selftest;

import java.nio.file.Path;
import java.util.List;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigDescription;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;

/** The checks that are made on the target before every run, in the order they are made. Housekeeping thread. */
public final class OnTargetChecks {
    private OnTargetChecks() {}

    /** Checks of one subject; timing, allocation, performance, link and host share one window of the very loop. */
    public static List<Check> of(SelfTestSubject subject) {
        RigConfig config = subject.assembly().config();
        return of(subject, new RealtimeControlThread(config.loop()), Path.of("/"));
    }

    /** The same on a given control thread and machine. */
    static List<Check> of(SelfTestSubject subject, ControlThread controlThread, Path root) {
        LoopAssembly assembly = subject.assembly();
        RigConfig config = assembly.config();
        Rig rig = subject.rig();
        RigDescription description = rig.describe();
        LoopClock clock = subject.clock();
        SelfTestMode mode = subject.mode();
        long period = config.loop().periodNanos();
        TimingObserver observer = new TimingObserver(assembly, rig, clock, mode, controlThread);
        Observation<TimingWindows> window = new Observation<>(observer.expectedDuration(), observer);
        return List.of(
                new SaturationCheck(
                        config.controller(),
                        assembly.controllers(),
                        config.limits().force(),
                        config.limits().slew() * config.loop().periodSeconds(),
                        assembly::actuationLimit),
                new BoundsCheck(config.limits().envelope(), assembly, description),
                new StabilityCheck(assembly, mode),
                CompatibilityCheck.of(config, mode),
                new TimingCheck(window),
                new AllocationCheck(window),
                new PerformanceCheck(window, period),
                new RigLinkCheck(config, description, window, new ResponseTrial(config, rig, clock, controlThread)),
                new WatchdogCheck(rig, clock, period, controlThread),
                new HostCheck(config, root, subject.runFolder(), window));
    }
}
