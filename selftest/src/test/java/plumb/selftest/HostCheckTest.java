package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import plumb.doctor.LoopItems;
import plumb.runtime.os.Degradation;
import plumb.runtime.os.HostFacts;
import plumb.runtime.os.RealtimeReport;
import plumb.selftest.Measurement.Measured;

class HostCheckTest {
    private static final String GOVERNOR = "sys/devices/system/cpu/cpu1/cpufreq/scaling_governor";
    private static final String RUNTIME = "proc/sys/kernel/sched_rt_runtime_us";
    private static final String CLOCK = "sys/devices/system/clocksource/clocksource0/current_clocksource";

    @TempDir
    private Path root;

    private Measured measure(UnaryOperator<TestBench> change) throws Exception {
        return (Measured) change.apply(new TestBench(root)).measure("host");
    }

    private static RealtimeReport report(String policy, int priority, OptionalInt cpu, boolean locked, boolean awake) {
        return new RealtimeReport(7, policy, priority, cpu, locked, awake, false, 0, "6.12", List.of());
    }

    /** A machine with one item out of order: what the evidence says of it, and its weight of 13. */
    record Item(String text, int weight, UnaryOperator<TestBench> change) {
        @Override
        public String toString() {
            return text;
        }
    }

    static final List<Item> ITEMS = List.of(
            new Item(
                    "scheduling class: SCHED_OTHER 0, asked for priority 80 -> grant CAP_SYS_NICE",
                    3,
                    bench -> bench.granted(report("SCHED_OTHER", 0, OptionalInt.of(1), true, true))),
            new Item(
                    "scheduling class: SCHED_FIFO 50, asked for priority 80 -> grant CAP_SYS_NICE",
                    3,
                    bench -> bench.granted(report("SCHED_FIFO", 50, OptionalInt.of(1), true, true))),
            new Item(
                    "scheduling class: SCHED_OTHER 0, asked for priority 0 -> set loop.priority above 0",
                    3,
                    bench -> bench.set("loop.priority", "0")
                            .granted(report("SCHED_OTHER", 0, OptionalInt.of(1), true, true))),
            new Item(
                    "memory locked: false -> ulimit -l unlimited",
                    2,
                    bench -> bench.granted(report("SCHED_FIFO", 80, OptionalInt.of(1), false, true))),
            new Item(
                    "control thread pinned: runs on several processors -> set loop.cpu",
                    1,
                    bench -> bench.granted(report("SCHED_FIFO", 80, OptionalInt.empty(), true, true))),
            new Item(
                    "processors kept awake: /dev/cpu_dma_latency not held -> make /dev/cpu_dma_latency writable",
                    1,
                    bench -> bench.granted(report("SCHED_FIFO", 80, OptionalInt.of(1), true, false))),
            new Item("powersave", 1, bench -> bench.host(GOVERNOR, "powersave")),
            new Item("frequency governor: cannot be read: ", 1, bench -> bench.withoutHostFile(GOVERNOR)),
            new Item(
                    "real-time throttling: after 500000 us in each 1000000 us -> sudo sysctl",
                    1,
                    bench -> bench.host(RUNTIME, "500000")),
            new Item("real-time throttling: cannot be read: ", 1, bench -> bench.withoutHostFile(RUNTIME)),
            new Item(
                    "real-time throttling: cannot be read: ",
                    1,
                    bench -> bench.withoutHostFile("proc/sys/kernel/sched_rt_period_us")),
            new Item("clock source: hpet -> boot with clocksource=tsc", 1, bench -> bench.host(CLOCK, "hpet")),
            new Item(
                    "preemptible kernel: not preemptible -> install a kernel with PREEMPT_RT",
                    1,
                    bench -> bench.host("sys/kernel/realtime", "0")
                            .host("proc/version", "Linux version 6.1 (gcc) #1 SMP")));

    @ParameterizedTest(name = "{0}")
    @FieldSource("ITEMS")
    void namesTheItemThatIsNotInOrderWithItsRemedyAndTakesItsWeightOff(Item item) throws Exception {
        Measured measured = measure(item.change());
        assertThat(measured.value()).isEqualTo(100.0 * (13 - item.weight()) / 13);
        assertThat(measured.evidence()).startsWith("not in order: ").contains(item.text());
        assertThat(measured.evidence().indexOf(item.text()))
                .isLessThan(measured.evidence().indexOf("in order: ", 15));
    }

    @Test
    void namesTooLittleDiskSpace() {
        List<HostItem> items = HostItems.of(
                LoopItems.of(
                        new TestBench(root).config().loop(),
                        TestBench.GRANTED,
                        HostFacts.read(root),
                        root.resolve("runs/not/there/yet"),
                        Long.MAX_VALUE),
                List.of());
        assertThat(items).filteredOn(item -> !item.inOrder()).singleElement().satisfies(item -> {
            assertThat(item.text())
                    .startsWith("disk space: ")
                    .endsWith("GB needed -> free some space, or record elsewhere");
            assertThat(item.weight()).isEqualTo(2);
        });
    }

    @Test
    void aMachineInPerfectOrderHasAll() throws Exception {
        Measured measured = measure(bench -> bench.host(RUNTIME, "-1"));
        assertThat(measured.value()).isEqualTo(100);
        assertThat(measured.evidence())
                .startsWith("in order: ")
                .contains("scheduling class: SCHED_FIFO 80", "real-time throttling: off", "PREEMPT_RT", "GB free");
    }

    @ParameterizedTest
    @FieldSource("KERNELS")
    void anyPreemptibleKernelIsInOrder(String version, String named) throws Exception {
        Measured measured =
                measure(bench -> bench.host("sys/kernel/realtime", "0").host("proc/version", version));
        assertThat(measured.value()).isEqualTo(100);
        assertThat(measured.evidence()).contains("preemptible kernel: " + named);
    }

    static final List<Arguments> KERNELS = List.of(
            Arguments.of("Linux 6.6 #1 SMP PREEMPT_DYNAMIC", "PREEMPT_DYNAMIC"),
            Arguments.of("Linux 6.6 #1 SMP PREEMPT", "PREEMPT"));

    @Test
    void saysWhatTheKernelRefusedAndWhy() throws Exception {
        RealtimeReport refused = new RealtimeReport(
                7,
                "SCHED_OTHER",
                0,
                OptionalInt.of(1),
                true,
                true,
                false,
                0,
                "6.12",
                List.of(new Degradation("SCHED_FIFO 80", "Operation not permitted", "sudo prlimit")));
        assertThat(measure(bench -> bench.granted(refused)).evidence())
                .contains("refused: SCHED_FIFO 80: Operation not permitted; sudo prlimit. ");
    }
}
