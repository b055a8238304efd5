package plumb.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static plumb.doctor.ItemStatus.BAD;
import static plumb.doctor.ItemStatus.COULD_BE_BETTER;
import static plumb.doctor.ItemStatus.GOOD;
import static plumb.doctor.ItemStatus.NOT_MEASURABLE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import plumb.config.ConfigException;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.runtime.os.Fact;
import plumb.runtime.os.HostFacts;
import plumb.runtime.os.KernelClock;
import plumb.runtime.os.RealtimeReport;
import plumb.runtime.os.TuningFacts;

/** A made-up machine in perfect order, with one thing changed at a time: every status of every item. */
class ExaminationTest {
    private static final String CPU = "sys/devices/system/cpu/";
    private static final String HUGE = "sys/kernel/mm/transparent_hugepage/";
    private static final String LIMITS = """
            Max locked memory         %s            unlimited            bytes
            Max realtime priority     %s     99""";
    private static final KernelClock GOOD_CLOCK = new KernelClock(new Fact.Known<>(1L), new Fact.Known<>(true));
    private static final JavaFacts GOOD_JAVA =
            new JavaFacts(25, "25.0.3", "Any", "/opt/java", List.of("Shenandoah Young Pauses"), true);

    @TempDir
    private Path root = Path.of("");

    /** What may be changed. */
    private static final class Machine {
        private final Path root;
        private RealtimeReport thread =
                new RealtimeReport(7, "SCHED_FIFO", 80, OptionalInt.of(1), true, true, false, 0, "6.12", List.of());
        private KernelClock clock = GOOD_CLOCK;
        private Fact<DiskSpeed> disk = new Fact.Known<>(new DiskSpeed(190, 20));
        private JavaFacts java = GOOD_JAVA;

        Machine(Path root) {
            this.root = root;
            write("proc/sys/kernel/osrelease", "6.12.0-rt");
            write("proc/sys/kernel/sched_rt_runtime_us", "950000");
            write("proc/sys/kernel/sched_rt_period_us", "1000000");
            write("proc/version", "Linux version 6.12.0-rt (gcc) #1 SMP PREEMPT_RT");
            write("proc/swaps", "Filename Type Size Used Priority");
            write("proc/cpuinfo", "flags : fpu");
            write("proc/cmdline", "isolcpus=1 nohz_full=1 rcu_nocbs=all");
            write("proc/irq/24/effective_affinity_list", "0");
            write("proc/self/limits", LIMITS.formatted("8388608", "0"));
            write("proc/self/status", "CapEff:\t000001ffffffffff");
            write("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc");
            write(HUGE + "enabled", "always [madvise] never");
            write(HUGE + "defrag", "always [madvise] never");
            write(CPU + "online", "0-1");
            write(CPU + "isolated", "1");
            write(CPU + "cpu0/cpufreq/scaling_governor", "performance");
            write(CPU + "cpu1/cpufreq/scaling_governor", "performance");
        }

        void write(String path, String content) {
            try {
                Path file = root.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, content + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void delete(String path) {
            try {
                Files.delete(root.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void thread(String policy, int priority, OptionalInt cpu, boolean locked, boolean awake) {
            thread = new RealtimeReport(7, policy, priority, cpu, locked, awake, false, 0, "6.12", List.of());
        }

        Examination examined() {
            try {
                RigConfig config = ConfigReader.standard().read(Optional.empty(), List.of());
                MachineFacts facts =
                        new MachineFacts(thread, HostFacts.read(root), TuningFacts.read(root), clock, disk, java);
                return Examination.of(config, facts, root.resolve("runs/not/there/yet"), root);
            } catch (ConfigException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A machine with one thing changed: which item shows it, and how. */
    record Case(String id, ItemStatus status, String found, Consumer<Machine> change) {
        @Override
        public String toString() {
            return id + " " + status.id() + ": " + found;
        }
    }

    static final List<Case> CASES = List.of(
            new Case(
                    "scheduling", BAD, "SCHED_OTHER 0", m -> m.thread("SCHED_OTHER", 0, OptionalInt.of(1), true, true)),
            new Case("memory-locked", BAD, "false", m -> m.thread("SCHED_FIFO", 80, OptionalInt.of(1), false, true)),
            new Case("pinned", BAD, "several", m -> m.thread("SCHED_FIFO", 80, OptionalInt.empty(), true, true)),
            new Case("sleep-states", BAD, "not held", m -> m.thread("SCHED_FIFO", 80, OptionalInt.of(1), true, false)),
            new Case("governor", BAD, "powersave", m -> m.write(CPU + "cpu1/cpufreq/scaling_governor", "powersave")),
            new Case(
                    "governor", NOT_MEASURABLE, "does not exist", m -> m.delete(CPU + "cpu1/cpufreq/scaling_governor")),
            new Case("throttling", BAD, "500000", m -> m.write("proc/sys/kernel/sched_rt_runtime_us", "500000")),
            new Case("throttling", GOOD, "off", m -> m.write("proc/sys/kernel/sched_rt_runtime_us", "-1")),
            new Case(
                    "throttling",
                    NOT_MEASURABLE,
                    "does not exist",
                    m -> m.delete("proc/sys/kernel/sched_rt_runtime_us")),
            new Case(
                    "clock-source",
                    BAD,
                    "hpet",
                    m -> m.write("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet")),
            new Case("preemption", COULD_BE_BETTER, "PREEMPT_DYNAMIC", m -> m.write("proc/version", "PREEMPT_DYNAMIC")),
            new Case("preemption", COULD_BE_BETTER, "PREEMPT", m -> m.write("proc/version", "SMP PREEMPT")),
            new Case("preemption", BAD, "not preemptible", m -> m.write("proc/version", "SMP")),
            new Case("isolated-cpu", COULD_BE_BETTER, "isolated: 0", m -> m.write(CPU + "isolated", "0")),
            new Case("isolated-cpu", COULD_BE_BETTER, "no processor", m -> m.write(CPU + "isolated", "")),
            new Case("isolated-cpu", NOT_MEASURABLE, "does not exist", m -> m.delete(CPU + "isolated")),
            new Case(
                    "kernel-housekeeping",
                    COULD_BE_BETTER,
                    "without nohz_full, rcu_nocbs",
                    m -> m.write("proc/cmdline", "quiet nohz_full=0")),
            new Case(
                    "kernel-housekeeping",
                    COULD_BE_BETTER,
                    "without rcu_nocbs",
                    m -> m.write("proc/cmdline", "nohz_full=0-1 rcu_nocbs=none")),
            new Case("kernel-housekeeping", NOT_MEASURABLE, "does not exist", m -> m.delete("proc/cmdline")),
            new Case(
                    "interrupts",
                    COULD_BE_BETTER,
                    "1 of 2 are delivered to cpu 1: 25",
                    m -> m.write("proc/irq/25/smp_affinity_list", "0-1")),
            new Case(
                    "interrupts", NOT_MEASURABLE, "no interrupt", m -> m.delete("proc/irq/24/effective_affinity_list")),
            new Case(
                    "timer-resolution",
                    BAD,
                    "4000000 ns",
                    m -> m.clock = new KernelClock(new Fact.Known<>(4_000_000L), GOOD_CLOCK.wallClockSynchronised())),
            new Case(
                    "timer-resolution",
                    NOT_MEASURABLE,
                    "refused",
                    m -> m.clock = new KernelClock(new Fact.Unknown<>("refused"), GOOD_CLOCK.wallClockSynchronised())),
            new Case(
                    "clock-sync",
                    COULD_BE_BETTER,
                    "no (",
                    m -> m.clock = new KernelClock(GOOD_CLOCK.timerResolutionNanos(), new Fact.Known<>(false))),
            new Case(
                    "rt-permission",
                    BAD,
                    "rtprio limit 0, loop.priority 80",
                    m -> m.write("proc/self/status", "CapEff:\t0")),
            new Case("rt-permission", GOOD, "rtprio limit 95", m -> {
                m.write("proc/self/status", "CapEff:\t0");
                m.write("proc/self/limits", LIMITS.formatted("unlimited", "95"));
            }),
            new Case("rt-permission", NOT_MEASURABLE, "does not exist", m -> {
                m.delete("proc/self/status");
                m.delete("proc/self/limits");
            }),
            new Case("lock-permission", BAD, "memlock limit 8 MB", m -> m.write("proc/self/status", "CapEff:\t0")),
            new Case("lock-permission", GOOD, "memlock limit unlimited", m -> {
                m.write("proc/self/status", "CapEff:\t0");
                m.write("proc/self/limits", LIMITS.formatted("unlimited", "95"));
            }),
            new Case(
                    "swap",
                    COULD_BE_BETTER,
                    "1.0 GB",
                    m -> m.write("proc/swaps", "Filename Type Size Used Priority\n/swap file 1000000 0 -2")),
            new Case("huge-pages", COULD_BE_BETTER, "always", m -> m.write(HUGE + "enabled", "[always] madvise never")),
            new Case("huge-pages", GOOD, "never", m -> m.write(HUGE + "enabled", "always madvise [never]")),
            new Case("huge-pages", NOT_MEASURABLE, "does not exist", m -> m.delete(HUGE + "enabled")),
            new Case(
                    "virtual-machine",
                    COULD_BE_BETTER,
                    "hypervisor",
                    m -> m.write("proc/cpuinfo", "flags : hypervisor")),
            new Case(
                    "virtual-machine",
                    NOT_MEASURABLE,
                    "no hypervisor flag",
                    m -> m.write("proc/cpuinfo", "Features : fp")),
            new Case("disk-speed", COULD_BE_BETTER, "10 MB/s", m -> m.disk = new Fact.Known<>(new DiskSpeed(10, 9))),
            new Case("disk-speed", BAD, "1 MB/s", m -> m.disk = new Fact.Known<>(new DiskSpeed(1, 9))),
            new Case("disk-speed", NOT_MEASURABLE, "read-only", m -> m.disk = new Fact.Unknown<>("read-only")),
            new Case(
                    "java",
                    BAD,
                    "stops the loop",
                    m -> m.java = new JavaFacts(25, "25", "Any", "/opt", List.of("G1 Young Generation"), true)),
            new Case(
                    "java",
                    BAD,
                    "24.0.1",
                    m -> m.java = new JavaFacts(24, "24.0.1", "Any", "/opt", List.of("ZGC"), true)),
            new Case(
                    "java",
                    COULD_BE_BETTER,
                    "heap that grows",
                    m -> m.java = new JavaFacts(25, "25", "Any", "/opt", List.of("ZGC Major Cycles"), false)));

    @Test
    void aMachineInPerfectOrderIsGoodThroughout() {
        Examination examined = new Machine(root).examined();
        assertThat(examined.items())
                .allSatisfy(
                        item -> assertThat(item.status()).as(item.toString()).isEqualTo(GOOD));
        assertThat(examined.items()).extracting(MachineItem::id).doesNotHaveDuplicates();
        assertThat(examined.healthy()).isTrue();
        assertThat(examined.count(GOOD)).isEqualTo(examined.items().size());
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("CASES")
    void oneThingThatIsDifferentShowsWithItsRemedy(Case changed) {
        Machine machine = new Machine(root);
        changed.change().accept(machine);
        Examination examined = machine.examined();
        MachineItem item = examined.items().stream()
                .filter(candidate -> candidate.id().equals(changed.id()))
                .findFirst()
                .orElseThrow();
        assertThat(item.status()).as(item.toString()).isEqualTo(changed.status());
        assertThat(item.found()).contains(changed.found());
        assertThat(item.remedy()).isNotBlank();
        if (changed.status() == BAD) {
            assertThat(examined.healthy()).isFalse();
        }
    }

    @Test
    void whatCouldBeBetterOrCannotBeMeasuredIsNotBad() {
        Machine machine = new Machine(root);
        machine.write(CPU + "isolated", "");
        machine.delete(HUGE + "enabled");
        assertThat(machine.examined().healthy()).isTrue();
    }

    @Test
    void theRemedyForInterruptsNamesAnotherProcessor() {
        Machine machine = new Machine(root);
        assertThat(machine.examined().items())
                .filteredOn(item -> item.id().equals("interrupts"))
                .singleElement()
                .satisfies(item -> assertThat(item.remedy()).contains("echo 0 |", "irqaffinity=0"));
    }

    @Test
    void theOnlyProcessorCannotBeIsolated() {
        Machine machine = new Machine(root);
        machine.write(CPU + "online", "0");
        machine.write(CPU + "isolated", "");
        assertThat(machine.examined().items())
                .filteredOn(item -> item.id().equals("isolated-cpu"))
                .singleElement()
                .satisfies(item -> assertThat(item.remedy()).contains("at least two processors"));
    }
}
