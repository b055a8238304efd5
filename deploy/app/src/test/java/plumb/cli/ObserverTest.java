package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.observe.CountersFile;
import plumb.observe.CountersFolder;
import plumb.observe.LoopIdentity;
import plumb.observe.Phase;
import plumb.observe.PhaseSummary;
import plumb.observe.RunObservers;
import plumb.record.FlightRecorder;
import plumb.record.RecordingHeader;
import plumb.record.RunIdentity;
import plumb.runtime.ControlLoop;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.runtime.os.LinuxClock;
import plumb.runtime.os.RealtimeThread;

/** A loop in real time takes no longer for its cycles when others look at it, read its recording, or fill its disk. */
class ObserverTest {
    private static final int ATTEMPTS = 3;
    private static final long CYCLES = 3000;
    private static final double RATIO = 1.2;
    /** What one interrupt of the machine takes; its 99.9th percentile rests on three cycles. */
    private static final double SLACK_MICROS = 20;

    @TempDir
    private Path folder = Path.of("");

    private final RigConfig config = config();
    private long refused;

    @Test
    void aReaderAtAHundredHertzDoesNotLengthenTheCycles()
            throws IOException, InterruptedException, ExecutionException, RigException {
        StringBuilder seen = new StringBuilder();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            OptionalDouble alone = cycleP999(rig -> rig, false, Optional.empty());
            OptionalDouble watched = cycleP999(rig -> rig, true, Optional.empty());
            seen.append(" alone ").append(alone).append(" watched ").append(watched);
            if (unchanged(alone, watched)) {
                return;
            }
        }
        throw new AssertionError("p99.9 of the cycle time, us, pair by pair:" + seen);
    }

    /** The recorder's own disk takes no more after some tenths of a second; what it holds is read a hundred times a second. */
    @Test
    void topAReaderOfTheRecordingAndAFullDiskTogetherDoNotLengthenTheCycles()
            throws IOException, InterruptedException, ExecutionException, RigException {
        Path roomy = Files.createDirectory(folder.resolve("roomy"));
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=128k", "plumb-test", small.toString()) == 0,
                "may not mount a small disk here");
        try {
            StringBuilder seen = new StringBuilder();
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                OptionalDouble alone = cycleP999(rig -> rig, false, Optional.of(roomy));
                assertThat(refused).as("on a disk with room").isZero();
                OptionalDouble watched = cycleP999(rig -> rig, true, Optional.of(small));
                assertThat(refused).as("on a full disk").isPositive();
                seen.append(" alone ").append(alone).append(" watched ").append(watched);
                if (unchanged(alone, watched)) {
                    return;
                }
            }
            throw new AssertionError("p99.9 of the cycle time, us, pair by pair:" + seen);
        } finally {
            assertThat(command("umount", "-l", small.toString())).isZero();
        }
    }

    @Test
    void theTestSeesAnObserverThatHoldsTheLoopUp()
            throws IOException, InterruptedException, ExecutionException, RigException {
        OptionalDouble alone = cycleP999(rig -> rig, false, Optional.empty());
        OptionalDouble heldUp = cycleP999(HeldUpRig::new, false, Optional.empty());
        for (int attempt = 1; attempt < ATTEMPTS && unchanged(alone, heldUp); attempt++) {
            alone = cycleP999(rig -> rig, false, Optional.empty());
            heldUp = cycleP999(HeldUpRig::new, false, Optional.empty());
        }
        assertThat(unchanged(alone, heldUp))
                .as("alone %s, held up %s", alone, heldUp)
                .isFalse();
        assertThat(heldUp).isPresent();
    }

    private static boolean unchanged(OptionalDouble alone, OptionalDouble watched) {
        return alone.isPresent()
                && watched.isPresent()
                && watched.getAsDouble() <= RATIO * alone.getAsDouble() + SLACK_MICROS;
    }

    /** What the rig of a loop is seen through. */
    private interface Lens {
        Rig through(Rig rig);
    }

    /** Of a run in real time, us; empty where the machine did not let it get far. */
    private OptionalDouble cycleP999(Lens lens, boolean watched, Optional<Path> disk)
            throws IOException, InterruptedException, ExecutionException, RigException {
        int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
        LinuxClock clock = new LinuxClock(config.loop().spinNanos());
        clock.warmUp();
        try (CountersFile file =
                        CountersFile.create(new CountersFolder(List.of(folder), uid), LoopIdentity.of(config, "test"));
                Rig rig = lens.through(RigFactory.simulated(config, clock))) {
            rig.open();
            RunObservers observers = new RunObservers(config, file);
            LoopAssembly assembly = LoopAssembly.of(config);
            List<CycleListener> listeners = new ArrayList<>(observers.listeners());
            Optional<FlightRecorder> recorder = disk.map(at -> recorder(assembly, rig, at));
            recorder.ifPresent(listeners::add);
            ControlLoop loop = assembly.loop(rig, clock, Lifecycle.simulated(), listeners);
            Optional<Process> top = watched ? Optional.of(top(file.path())) : Optional.empty();
            Optional<Process> reader = watched && disk.isPresent() ? Optional.of(reader(disk.get())) : Optional.empty();
            try {
                RealtimeThread.start("control", config.loop(), () -> loop.run(LoopPlan.engageAtOnce(CYCLES)))
                        .join();
                if (top.isPresent()) {
                    assertThat(top.get().isAlive()).as("watched to the end").isTrue();
                    assertThat(Files.size(folder.resolve("top"))).as("looks").isGreaterThan(10_000);
                }
            } finally {
                top.ifPresent(Process::destroyForcibly);
                if (reader.isPresent()) {
                    assertThat(reader.get().isAlive()).as("read to the end").isTrue();
                    reader.get().destroyForcibly().waitFor();
                }
                recorder.ifPresent(FlightRecorder::close);
            }
            refused = recorder.map(r -> r.counts().dropped()).orElse(0L);
            PhaseSummary cycle = observers.histograms().engaged().get(Phase.CYCLE);
            return cycle == null || cycle.count() < CYCLES / 2
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(cycle.p999());
        }
    }

    private static FlightRecorder recorder(LoopAssembly assembly, Rig rig, Path disk) {
        RecordingHeader header =
                RecordingHeader.of(assembly, rig.describe(), LoopPlan.engageAtOnce(CYCLES), RunIdentity.NONE, 0, 0);
        return FlightRecorder.start(
                disk,
                header,
                assembly.controllers().getFirst(),
                assembly.config().recorder());
    }

    /** Somebody who follows the recording; reads all of it every 10 ms. */
    private static Process reader(Path disk) throws IOException {
        return new ProcessBuilder(
                        "sh", "-c", "while :; do cat \"$0\"/* >/dev/null 2>&1; sleep .01; done", disk.toString())
                .start();
    }

    private static int command(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** The command, looking every 10 ms; returns when it looks. */
    private Process top(Path counters) throws IOException, InterruptedException {
        File out = folder.resolve("top").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "--add-exports=java.base/jdk.internal.access=ALL-UNNAMED",
                        "--add-exports=java.base/jdk.internal.reflect=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "plumb.cli.Plumb",
                        "top",
                        counters.toString(),
                        "--json",
                        "--interval",
                        "10ms",
                        "--count",
                        "1000000")
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        while (out.length() == 0) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("ended early")
                    .isFalse();
        }
        return process;
    }

    private static RigConfig config() {
        try {
            return ConfigReader.standard()
                    .read(
                            Optional.empty(),
                            List.of(
                                    ConfigOverride.set("controller=lqr"),
                                    ConfigOverride.set("loop.maxConsecutiveMisses=1000"),
                                    ConfigOverride.set("loop.maxMissesPer1000=1000")));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** As if someone held what the loop needs, for 0.3 ms in every hundredth cycle. */
    private static final class HeldUpRig implements Rig {
        private static final long HELD_NANOS = 300_000;
        private final Rig rig;
        private long reads;

        HeldUpRig(Rig rig) {
            this.rig = rig;
        }

        @Override
        public void read(RigFrame frame) {
            if (reads++ % 100 == 0) {
                long until = System.nanoTime() + HELD_NANOS;
                while (System.nanoTime() - until < 0) {
                    Thread.onSpinWait();
                }
            }
            rig.read(frame);
        }

        @Override
        public RigDescription describe() {
            return rig.describe();
        }

        @Override
        public void open() throws RigException {
            rig.open();
        }

        @Override
        public void write(RigCommand command) {
            rig.write(command);
        }

        @Override
        public Optional<LinkStatistics> linkStatistics() {
            return rig.linkStatistics();
        }

        @Override
        public void makeSafe() {
            rig.makeSafe();
        }

        @Override
        public void close() {
            rig.close();
        }
    }
}
