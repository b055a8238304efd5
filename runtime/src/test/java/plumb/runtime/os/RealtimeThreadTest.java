package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.KeepAwakeMode;
import plumb.config.LoopSettings;
import plumb.config.OverrunPolicy;

/** On the real kernel, with whatever rights the tests have: what is reported is compared with what /proc says. */
class RealtimeThreadTest {
    private static final Path CPU_LATENCY_DEVICE = Path.of("/dev/cpu_dma_latency");

    private static LoopSettings settings(int priority, int cpu) {
        return new LoopSettings(
                1_000_000,
                priority,
                cpu,
                OptionalLong.of(0),
                KeepAwakeMode.AUTO,
                OverrunPolicy.SKIP,
                OptionalInt.empty(),
                20,
                0);
    }

    /** Runs a thread and returns what the kernel said of it while its body ran. */
    private static KernelThread observed(RealtimeReport[] report, LoopSettings settings) throws Exception {
        AtomicReference<KernelThread> seen = new AtomicReference<>();
        RealtimeThread thread = RealtimeThread.start("control", settings, () -> {
            try {
                seen.set(KernelThread.of(Posix.threadId()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        report[0] = thread.report();
        thread.join();
        return seen.get();
    }

    private static boolean degraded(RealtimeReport report, String what) {
        return report.degradations().stream().anyMatch(d -> d.what().startsWith(what));
    }

    @Test
    void reportsTheClassThatTheKernelGave() throws Exception {
        RealtimeReport[] report = new RealtimeReport[1];
        KernelThread kernel = observed(report, settings(70, -1));

        assertThat(report[0].policy()).isEqualTo(kernel.policy() == 1 ? "SCHED_FIFO" : "SCHED_OTHER");
        assertThat(report[0].priority()).isEqualTo(kernel.priority());
        assertThat(kernel.policy() == 1 && kernel.priority() == 70).isNotEqualTo(degraded(report[0], "SCHED_FIFO 70"));
        assertThat(kernel.name()).isEqualTo("control");
        assertThat(report[0].kernel()).isEqualTo(System.getProperty("os.version"));
    }

    @Test
    void pinsToTheLastProcessorByDefault() throws Exception {
        RealtimeReport[] report = new RealtimeReport[1];
        KernelThread kernel = observed(report, settings(0, -1));
        BitSet allowed = Posix.allowedCpus();
        BitSet isolated = HostFacts.read(Path.of("/"))
                .isolatedCpus()
                .value()
                .map(CpuList::toSet)
                .orElseGet(BitSet::new);

        int expected = isolated.isEmpty() ? allowed.length() - 1 : isolated.length() - 1;
        assertThat(kernel.allowedCpus()).isEqualTo(Integer.toString(expected));
        assertThat(report[0].cpu()).hasValue(expected);
        assertThat(degraded(report[0], "pinned")).isFalse();
    }

    @Test
    void pinsToTheProcessorThatIsAskedFor() throws Exception {
        int first = Posix.allowedCpus().nextSetBit(0);
        RealtimeReport[] report = new RealtimeReport[1];
        KernelThread kernel = observed(report, settings(0, first));

        assertThat(kernel.allowedCpus()).isEqualTo(Integer.toString(first));
        assertThat(report[0].cpu()).hasValue(first);
    }

    @Test
    void priorityZeroStaysInTheNormalClassWithoutComplaint() throws Exception {
        RealtimeReport[] report = new RealtimeReport[1];
        KernelThread kernel = observed(report, settings(0, -1));

        assertThat(kernel.policy()).isZero();
        assertThat(report[0].policy()).isEqualTo("SCHED_OTHER");
        assertThat(report[0].priority()).isZero();
        assertThat(degraded(report[0], "SCHED_FIFO")).isFalse();
        assertThat(report[0].timerSlackNanos()).isEqualTo(1);
    }

    @Test
    void aProcessorThatDoesNotExistIsReportedWithItsRemedy() throws Exception {
        for (int cpu : new int[] {5000, 100_000}) {
            RealtimeReport[] report = new RealtimeReport[1];
            observed(report, settings(0, cpu));

            BitSet allowed = Posix.allowedCpus();
            assertThat(report[0].degradations())
                    .contains(new Degradation(
                            "pinned to cpu " + cpu,
                            "Invalid argument (this process may run on "
                                    + CpuList.of(allowed).text() + ")",
                            "--set loop.cpu=" + (allowed.length() - 1)));
            assertThat(report[0].cpu().isPresent()).isEqualTo(allowed.cardinality() == 1);
        }
    }

    @Test
    void aPriorityThatDoesNotExistIsReportedWithItsRemedy() throws Exception {
        RealtimeReport[] report = new RealtimeReport[1];
        observed(report, settings(100, -1));

        assertThat(report[0].policy()).isEqualTo("SCHED_OTHER");
        assertThat(report[0].degradations())
                .anySatisfy(d -> assertThat(d.toString())
                        .isEqualTo("SCHED_FIFO 100: Invalid argument; --set loop.priority=80   (1 to 99)"));
    }

    @Test
    void locksMemoryWhileItRunsAndUnlocksItAfterwards() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        RealtimeThread thread = RealtimeThread.start("control", settings(0, -1), () -> await(release));
        boolean locked = thread.report().memoryLocked();
        assertThat(locked).isNotEqualTo(degraded(thread.report(), "locked memory"));
        assertThat(KernelThread.lockedKilobytes() > 0).isEqualTo(locked);

        release.countDown();
        thread.join();

        assertThat(KernelThread.lockedKilobytes()).isZero();
    }

    @Test
    void holdsTheCpuLatencyDeviceOpenWhileItRuns() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        RealtimeThread thread = RealtimeThread.start("control", settings(0, -1), () -> await(release));
        boolean held = thread.report().cpuLatencyHeld();
        assertThat(held).isNotEqualTo(degraded(thread.report(), "processors kept awake"));
        assertThat(openFiles(CPU_LATENCY_DEVICE) > 0).isEqualTo(held);

        release.countDown();
        thread.join();

        assertThat(openFiles(CPU_LATENCY_DEVICE)).isZero();
    }

    private static long openFiles(Path target) throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(fd -> {
                        try {
                            return Files.readSymbolicLink(fd).equals(target);
                        } catch (IOException e) {
                            return false; // closed since it was listed
                        }
                    })
                    .count();
        }
    }

    /** Runs a thread on a made-up machine. */
    private static RealtimeReport onMachine(Path root, int cpu) throws Exception {
        RealtimeThread thread = RealtimeThread.start("control", settings(0, cpu), () -> {}, root);
        thread.join();
        return thread.report();
    }

    private static Path device(Path root) throws IOException {
        return Files.createDirectories(root.resolve("dev")).resolve("cpu_dma_latency");
    }

    @Test
    void aMissingCpuLatencyDeviceIsReported(@TempDir Path root) throws Exception {
        RealtimeReport report = onMachine(root, -1);

        assertThat(report.cpuLatencyHeld()).isFalse();
        assertThat(report.degradations()).anySatisfy(d -> {
            assertThat(d.what()).isEqualTo("processors kept awake");
            assertThat(d.reason()).isEqualTo(device(root) + " does not exist");
            assertThat(d.remedy()).startsWith("in a container: docker run --device");
        });
    }

    @Test
    void aCpuLatencyDeviceThatIsNoneIsReported(@TempDir Path root) throws Exception {
        Files.createDirectory(device(root));
        RealtimeReport report = onMachine(root, -1);

        assertThat(report.cpuLatencyHeld()).isFalse();
        assertThat(degraded(report, "processors kept awake")).isTrue();
    }

    @Test
    void writesTheLatencyThatItHolds(@TempDir Path root) throws Exception {
        Files.write(device(root), new byte[] {1, 2, 3, 4});

        assertThat(onMachine(root, -1).cpuLatencyHeld()).isTrue();
        assertThat(device(root)).hasBinaryContent(new byte[4]);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO,fpu hypervisor,80,true",
        "AUTO,fpu hypervisor,0,false",
        "AUTO,fpu,80,false",
        "ON,fpu,0,true",
        "OFF,fpu hypervisor,80,false"
    })
    void keepsAVirtualProcessorAwakeUnlessToldOtherwise(
            KeepAwakeMode mode, String flags, int priority, boolean kept, @TempDir Path root) throws Exception {
        Files.writeString(Files.createDirectories(root.resolve("proc")).resolve("cpuinfo"), "flags : " + flags);
        LoopSettings settings = new LoopSettings(
                1_000_000, priority, -1, OptionalLong.of(0), mode, OverrunPolicy.SKIP, OptionalInt.empty(), 20, 0);
        RealtimeThread thread = RealtimeThread.start("control", settings, () -> {}, root);
        thread.join();

        assertThat(thread.report().keptAwake()).isEqualTo(kept);
    }

    @Test
    void aThreadThatIsNotPinnedKeepsNoProcessorAwakeAndSaysSo(@TempDir Path root) throws Exception {
        assumeTrue(Posix.allowedCpus().cardinality() > 1);
        LoopSettings settings = new LoopSettings(
                1_000_000,
                0,
                5000,
                OptionalLong.of(0),
                KeepAwakeMode.ON,
                OverrunPolicy.SKIP,
                OptionalInt.empty(),
                20,
                0);
        RealtimeThread thread = RealtimeThread.start("control", settings, () -> {}, root);
        thread.join();

        assertThat(thread.report().keptAwake()).isFalse();
        assertThat(degraded(thread.report(), "virtual processor kept awake")).isTrue();
    }

    @Test
    void prefersAnIsolatedProcessor(@TempDir Path root) throws Exception {
        int first = Posix.allowedCpus().nextSetBit(0);
        isolate(root, Integer.toString(first));

        assertThat(onMachine(root, -1).cpu()).hasValue(first);
    }

    @Test
    void takesTheLastProcessorWhenTheIsolatedOneIsClosedToIt(@TempDir Path root) throws Exception {
        isolate(root, "5000");
        RealtimeReport report = onMachine(root, -1);

        assertThat(report.cpu()).hasValue(Posix.allowedCpus().length() - 1);
        assertThat(degraded(report, "pinned")).isFalse();
    }

    private static void isolate(Path root, String cpus) throws IOException {
        Path directory = Files.createDirectories(root.resolve("sys/devices/system/cpu"));
        Files.writeString(directory.resolve("isolated"), cpus + "\n");
    }

    @ParameterizedTest
    @CsvSource({"0,SCHED_OTHER", "1,SCHED_FIFO", "2,SCHED_RR", "3,SCHED_BATCH", "5,SCHED_IDLE", "6,policy 6"})
    void namesTheClassesAsTheKernelDoes(int policy, String name) {
        assertThat(RealtimeSetup.policyName(policy)).isEqualTo(name);
    }

    @Test
    void threadsStartedByTheBodyAreNotRealtime() throws Exception {
        AtomicInteger childPolicy = new AtomicInteger(-1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        RealtimeThread thread = RealtimeThread.start("control", settings(50, -1), () -> {
            try {
                Thread child = Thread.ofPlatform().start(() -> childPolicy.set(Posix.policy()));
                child.join();
            } catch (InterruptedException e) {
                failure.set(e);
            }
        });
        thread.join();

        assertThat(failure.get()).isNull();
        assertThat(childPolicy).hasValue(Posix.SCHED_OTHER);
    }

    @Test
    void whatTheBodyThrowsReachesWhoeverJoins() {
        IllegalStateException thrown = new IllegalStateException("broken body");
        RealtimeThread thread = RealtimeThread.start("control", settings(0, -1), () -> {
            throw thrown;
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(thread::join)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessage("control thread 'control' failed")
                    .hasCause(thrown);
        }
        assertThatThrownBy(() -> thread.join(Duration.ofSeconds(10))).hasCause(thrown);
        assertThat(thread.report().priority()).isZero();
    }

    @Test
    void anErrorInTheBodyReleasesWhatWasTaken() throws Exception {
        RealtimeThread thread = RealtimeThread.start("control", settings(0, -1), () -> {
            throw new StackOverflowError("as if");
        });

        assertThatThrownBy(thread::join).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(KernelThread.lockedKilobytes()).isZero();
        assertThat(openFiles(CPU_LATENCY_DEVICE)).isZero();
    }

    @Test
    void joinWithATimeoutSaysWhetherTheBodyHasEnded() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        RealtimeThread thread = RealtimeThread.start("control", settings(0, -1), () -> await(release));

        assertThat(thread.join(Duration.ofMillis(1))).isFalse();
        release.countDown();
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
