package plumb.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RecorderSettings;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.runtime.ControlLoop;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.RigFactory;

/** Runs in virtual time, recorded as a run on a rig is: with lateness, stalls, warm-up, capture and engagement. */
final class Recordings {
    private static final int ROOM = 64 << 10;

    private Recordings() {}

    static RigConfig lab(String law, String... settings) {
        List<ConfigOverride> overrides = new ArrayList<>();
        overrides.add(ConfigOverride.option("--controller", "controller", law));
        try {
            for (String setting : settings) {
                overrides.add(ConfigOverride.set(setting));
            }
            return ConfigReader.standard().read(Optional.empty(), overrides);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Warm-up, capture, then so many engaged cycles. */
    static LoopPlan experiment(RigConfig config, long cycles) {
        return LoopPlan.experiment(200, config.loop().periodNanos(), cycles);
    }

    /** Records one run; its file is {@link RecordingFiles#FIRST} in the folder. */
    static Recorded run(Path folder, RigConfig config, LoopPlan plan) {
        return run(folder, config, plan, config.recorder(), RecordingStorage.disk(), -1);
    }

    /** The same with a request to stop after a cycle; -1 = none. */
    static Recorded run(
            Path folder,
            RigConfig config,
            LoopPlan plan,
            RecorderSettings settings,
            RecordingStorage storage,
            long stopAfter) {
        return run(folder, config, plan, settings, storage, (loop, cycle) -> {
            if (cycle == stopAfter) {
                loop.requestStop();
            }
        });
    }

    /** The same with requests after cycles. */
    static Recorded run(
            Path folder,
            RigConfig config,
            LoopPlan plan,
            RecorderSettings settings,
            RecordingStorage storage,
            ObjLongConsumer<ControlLoop> requests) {
        LoopAssembly assembly = LoopAssembly.of(config);
        LateClock clock = new LateClock(config.loop().periodNanos());
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            RecordingHeader header = RecordingHeader.of(
                    assembly,
                    rig.describe(),
                    plan,
                    new RunIdentity("1", "abc", "0".repeat(64), "verdict"),
                    1_000_000_000_000_000_000L,
                    clock.nanoTime());
            FlightRecorder recorder =
                    FlightRecorder.start(folder, header, assembly.controllers().getFirst(), settings, storage);
            LoopResult result;
            try (recorder) {
                ControlLoop[] loop = new ControlLoop[1];
                // Virtual time is faster than any disk: wait for room, as real time would.
                CycleListener patient = cycle -> {
                    requests.accept(loop[0], cycle.index());
                    while (recorder.waiting() > ROOM) {
                        Thread.onSpinWait();
                    }
                };
                loop[0] = assembly.loop(rig, clock, Lifecycle.simulated(), List.of(patient, recorder));
                result = loop[0].run(plan);
            }
            return new Recorded(folder.resolve(RecordingFiles.FIRST), result, recorder.counts());
        } catch (RigException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A finished recording.
     *
     * @param file the first one
     * @param result of the run
     * @param counts of the recorder
     */
    record Recorded(Path file, LoopResult result, RecordingCounts counts) {
        long cycles() {
            return result.safe().cycles() + result.engaged().cycles();
        }

        ReplayResult replay() throws IOException, ConfigException {
            try (RecordingReader reader = RecordingReader.open(file)) {
                return Replay.exactly(reader, "test");
            }
        }

        ChangedReplayResult replay(String... settings) throws IOException, ConfigException {
            List<ConfigOverride> changes = new ArrayList<>();
            for (String setting : settings) {
                changes.add(ConfigOverride.set(setting));
            }
            try (RecordingReader reader = RecordingReader.open(file)) {
                return Replay.changed(reader, "test", changes);
            }
        }
    }

    /** Virtual time in which every look takes a while and a wake-up is now and then late by two periods and a half. */
    private static final class LateClock implements LoopClock {
        private final long periodNanos;
        private long now;
        private long wakeups;

        LateClock(long periodNanos) {
            this.periodNanos = periodNanos;
        }

        @Override
        public long nanoTime() {
            now += 150;
            return now;
        }

        @Override
        public long awaitUntil(long deadlineNanos) {
            wakeups++;
            long lateness = wakeups % 701 == 0 ? 5 * periodNanos / 2 : wakeups * 37 % 9000;
            now = StrictMath.max(now, deadlineNanos + lateness);
            return now;
        }
    }
}
