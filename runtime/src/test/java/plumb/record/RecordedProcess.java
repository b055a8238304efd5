package plumb.record;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/** A program that records a loop until someone kills it. */
final class RecordedProcess {
    private static final int CYCLES_AT_ONCE = 50;
    private static final long PAUSE_NANOS = 10_000_000;

    private RecordedProcess() {}

    /** Records into the folder of the first argument. */
    public static void main(String[] arguments) throws RigException {
        RigConfig config = Recordings.lab("super-twisting");
        LoopAssembly assembly = LoopAssembly.of(config);
        VirtualClock clock = new VirtualClock(0);
        LoopPlan untilStopped = Recordings.experiment(config, 0);
        CycleListener pace = cycle -> {
            if (cycle.index() % CYCLES_AT_ONCE == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        };
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            RecordingHeader header = RecordingHeader.of(
                    assembly, rig.describe(), untilStopped, new RunIdentity("1", "abc", "0".repeat(64), ""), 0, 0);
            try (FlightRecorder recorder = FlightRecorder.start(
                    Path.of(arguments[0]), header, assembly.controllers().getFirst(), config.recorder())) {
                assembly.loop(rig, clock, Lifecycle.simulated(), List.of(pace, recorder))
                        .run(untilStopped);
            }
        }
    }
}
