package plumb.selftest;

import java.nio.file.Path;
import java.util.List;
import plumb.config.RigConfig;
import plumb.runtime.LoopAssembly;

/** The checks that are made on the target before every run, in the order they are made. Housekeeping thread. */
public final class OnTargetChecks {
    private OnTargetChecks() {}

    /** Checks of one subject; the last three share one timing window. */
    public static List<Check> of(SelfTestSubject subject) {
        RigConfig config = subject.assembly().config();
        return of(subject, new RealtimeControlThread(config.loop()), Path.of("/"));
    }

    /** The same on a given control thread and machine. */
    static List<Check> of(SelfTestSubject subject, ControlThread controlThread, Path root) {
        LoopAssembly assembly = subject.assembly();
        RigConfig config = assembly.config();
        TimingObserver observer = new TimingObserver(assembly, subject.rig(), subject.clock(), controlThread);
        Observation<TimingWindows> window = new Observation<>(observer.expectedDuration(), observer);
        return List.of(
                new SaturationCheck(
                        config.controller(),
                        assembly.controllers(),
                        config.limits().force(),
                        config.limits().slew() * config.loop().periodSeconds(),
                        assembly::actuationLimit),
                new BoundsCheck(
                        config.limits().envelope(), assembly, subject.rig().describe()),
                new StabilityCheck(assembly),
                new TimingCheck(window),
                new AllocationCheck(window),
                new HostCheck(config, root, subject.runFolder(), window));
    }
}
