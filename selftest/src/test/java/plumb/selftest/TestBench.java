package plumb.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.control.Controller;
import plumb.evidence.EvidenceChecks;
import plumb.evidence.PackedEvidence;
import plumb.evidence.TestBuild;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.readiness.Binding;
import plumb.readiness.BuildEvidenceGates;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.OnTargetGates;
import plumb.readiness.SelfTest;
import plumb.readiness.SelfTestListener;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.runtime.LoopAssembly;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;
import plumb.runtime.os.RealtimeReport;

/**
 * A whole self-test, all fifteen gates, in virtual time on a machine that is in perfect order and of a build that was tested,
 * with parts to break one at a time. The loops run on the calling thread.
 */
final class TestBench {
    static final RealtimeReport GRANTED =
            new RealtimeReport(4711, "SCHED_FIFO", 80, OptionalInt.of(1), true, true, false, 0, "6.12.0-rt", List.of());

    final VirtualClock clock = new VirtualClock(0);
    private final Path root;
    private final List<ConfigOverride> overrides = new ArrayList<>();
    private UnaryOperator<Controller> law = UnaryOperator.identity();
    private UnaryOperator<Rig> rig = UnaryOperator.identity();
    private UnaryOperator<List<Check>> checks = UnaryOperator.identity();
    private RealtimeReport report = GRANTED;
    private BuildChange build = _ -> {};
    private String runs = TestBuild.SHA;

    /** Breaks something of a build. */
    @FunctionalInterface
    interface BuildChange {
        void on(TestBuild build) throws IOException;
    }

    /** A bench whose {@code proc} and {@code sys} are made below {@code root}. */
    TestBench(Path root) {
        this.root = root;
        write("proc/sys/kernel/osrelease", "6.12.0-rt");
        write("proc/sys/kernel/sched_rt_runtime_us", "950000");
        write("proc/sys/kernel/sched_rt_period_us", "1000000");
        write("proc/version", "Linux version 6.12.0-rt (gcc) #1 SMP PREEMPT_RT");
        write("proc/swaps", "Filename Type Size Used Priority");
        write("proc/cpuinfo", "flags : fpu");
        write("sys/kernel/realtime", "1");
        write("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc");
        write("sys/devices/system/cpu/online", "0-1");
        write("sys/devices/system/cpu/isolated", "1");
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance");
        write("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance");
        set("selftest.timingWindow", "1s");
        set("selftest.stabilityTime", "60s");
        set("selftest.minimumDiskFree", "1kB");
        set("loop.warmup", "200ms");
    }

    TestBench set(String key, String value) {
        overrides.add(ConfigOverride.option("test", key, value));
        return this;
    }

    TestBench law(UnaryOperator<Controller> change) {
        this.law = change;
        return this;
    }

    TestBench rig(UnaryOperator<Rig> change) {
        this.rig = change;
        return this;
    }

    TestBench checks(UnaryOperator<List<Check>> change) {
        this.checks = change;
        return this;
    }

    TestBench granted(RealtimeReport granted) {
        this.report = granted;
        return this;
    }

    /** What is wrong with the build whose evidence is packed. */
    TestBench build(BuildChange change) {
        this.build = change;
        return this;
    }

    /** The hash of the code that runs; without it that of the build whose evidence is packed. */
    TestBench runs(String buildSha256) {
        this.runs = buildSha256;
        return this;
    }

    /** Every gate a run is judged by, in the order they are judged. */
    static List<Gate> gates() {
        return Stream.concat(BuildEvidenceGates.gates().stream(), OnTargetGates.gates().stream())
                .toList();
    }

    /** Writes a file of the fake machine. */
    TestBench host(String path, String content) {
        write(path, content);
        return this;
    }

    TestBench withoutHostFile(String path) {
        try {
            Files.delete(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void write(String path, String content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RigConfig config() {
        try {
            return ConfigReader.standard().read(Optional.empty(), overrides);
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    LoopAssembly assembly() {
        RigConfig config = config();
        return LoopAssembly.of(config, law.apply(LoopAssembly.of(config).controller()));
    }

    /** The checks of a run, on this bench. */
    List<Check> onTarget() {
        LoopAssembly assembly = assembly();
        Rig opened = rig.apply(RigFactory.simulated(assembly.config(), clock));
        try {
            opened.open();
        } catch (RigException e) {
            throw new AssertionError(e);
        }
        SelfTestSubject subject =
                new SelfTestSubject(assembly, opened, clock, root.resolve("runs/not/there/yet"), SelfTestMode.QUICK);
        return checks.apply(OnTargetChecks.of(
                subject,
                (body, stop) -> {
                    body.run();
                    return report;
                },
                root));
    }

    private List<Check> evidence() {
        try {
            TestBuild measured = new TestBuild(root.resolve("build"));
            build.on(measured);
            return EvidenceChecks.of(new PackedEvidence.Present(measured.evidence()), runs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Measurement measure(String id) throws Exception {
        for (Check check : onTarget()) {
            if (check.id().equals(id)) {
                return check.measure();
            }
        }
        throw new AssertionError("no check " + id);
    }

    Verdict verdict() {
        List<Check> all = new ArrayList<>(evidence());
        all.addAll(onTarget());
        return new SelfTest(gates(), all)
                .run(
                        new Binding("c".repeat(64), runs, "sim", "lab", false, "boot-1"),
                        SelfTestMode.QUICK,
                        Validity.of(config().selfTest()),
                        List.of(),
                        clock,
                        () -> Instant.EPOCH,
                        new SelfTestListener() {
                            @Override
                            public void started(Gate gate, Duration expected) {}

                            @Override
                            public void judged(GateResult result) {}
                        });
    }
}
