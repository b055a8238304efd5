package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostFactsTest {
    @TempDir
    Path root = Path.of("");

    @BeforeEach
    void aPiWithARealtimeKernel() throws IOException {
        file("proc/sys/kernel/osrelease", "6.12.34-rt9-v8\n");
        file("proc/version", "Linux version 6.12.34-rt9-v8 (gcc) #1 SMP PREEMPT_RT Mon Jun 16\n");
        file("sys/kernel/realtime", "1\n");
        file("proc/sys/kernel/sched_rt_runtime_us", "950000\n");
        file("proc/sys/kernel/sched_rt_period_us", "1000000\n");
        file("sys/devices/system/clocksource/clocksource0/current_clocksource", "arch_sys_counter\n");
        file("sys/devices/system/cpu/online", "0-1\n");
        file("sys/devices/system/cpu/isolated", "1\n");
        file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "ondemand\n");
        file("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n");
        file("proc/swaps", """
                Filename    Type        Size    Used    Priority
                /var/swap   file        524284  1024    -2
                /dev/zram0  partition   100     0       5
                """);
        file("proc/cpuinfo", "processor : 0\nflags\t\t: fpu vme hypervisor lm\n");
    }

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static <T> String reason(Fact<T> fact) {
        assertThat(fact).isInstanceOf(Fact.Unknown.class);
        return ((Fact.Unknown<T>) fact).reason();
    }

    @Test
    void readsEveryItem() {
        HostFacts facts = HostFacts.read(root);

        assertThat(facts.kernelRelease().value()).hasValue("6.12.34-rt9-v8");
        assertThat(facts.preemption().value()).hasValue(Preemption.REALTIME);
        assertThat(facts.realtimeRuntimeMicros().value()).hasValue(950_000L);
        assertThat(facts.realtimePeriodMicros().value()).hasValue(1_000_000L);
        assertThat(facts.clocksource().value()).hasValue("arch_sys_counter");
        assertThat(facts.onlineCpus().value()).hasValue(new CpuList("0-1"));
        assertThat(facts.isolatedCpus().value()).hasValue(new CpuList("1"));
        assertThat(facts.governors().value()).hasValue(Map.of(0, "ondemand", 1, "performance"));
        assertThat(facts.swapKilobytes().value()).hasValue(524_384L);
        assertThat(facts.virtualMachine().value()).hasValue(true);
    }

    @ParameterizedTest
    @CsvSource({
        "#1 SMP PREEMPT_RT Mon,REALTIME",
        "#1 SMP PREEMPT RT Mon,REALTIME",
        "#1 SMP PREEMPT_DYNAMIC @0,DYNAMIC",
        "#1 SMP PREEMPT Debian,FULL",
        "#1 SMP Debian,NONE"
    })
    void tellsThePreemptionModelByTheVersion(String version, Preemption model) throws IOException {
        Files.delete(root.resolve("sys/kernel/realtime"));
        file("proc/version", "Linux version 6.1 (gcc) " + version);

        assertThat(HostFacts.read(root).preemption().value()).hasValue(model);
    }

    @Test
    void aRaspberryPiIsNoVirtualMachine(@TempDir Path pi) throws IOException {
        Files.createDirectories(pi.resolve("proc/device-tree"));
        Files.writeString(pi.resolve("proc/cpuinfo"), "Features : fp asimd");
        Files.writeString(pi.resolve("proc/device-tree/model"), "Raspberry Pi 5 Model B Rev 1.0\0");
        assertThat(HostFacts.read(pi).virtualMachine().value()).hasValue(false);
        Files.writeString(pi.resolve("proc/device-tree/model"), "linux,dummy-virt\0");
        assertThat(HostFacts.read(pi).virtualMachine().value()).isEmpty();
    }

    @Test
    void aFlagOfZeroIsNoRealtimeKernel() throws IOException {
        file("sys/kernel/realtime", "0\n");
        file("proc/version", "Linux version 6.1 #1 SMP PREEMPT");

        assertThat(HostFacts.read(root).preemption().value()).hasValue(Preemption.FULL);
    }

    @Test
    void aMachineWithoutSwapHasNone() throws IOException {
        file("proc/swaps", "Filename Type Size Used Priority\n");

        assertThat(HostFacts.read(root).swapKilobytes().value()).hasValue(0L);
    }

    @Test
    void governorsAreAbsentWithAReasonWithoutFrequencyScaling() throws IOException {
        Files.delete(root.resolve("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor"));

        assertThat(reason(HostFacts.read(root).governors()))
                .isEqualTo("/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor does not exist:"
                        + " no frequency scaling, as in most virtual machines");
    }

    @Test
    void aProcessorWithoutTheFlagIsNoVirtualMachine() throws IOException {
        file("proc/cpuinfo", "flags : fpu vme lm\n");

        assertThat(HostFacts.read(root).virtualMachine().value()).hasValue(false);
    }

    @Test
    void aProcessorThatDoesNotSayLeavesItOpen() throws IOException {
        file("proc/cpuinfo", "processor : 0\nFeatures : fp asimd\n");

        assertThat(reason(HostFacts.read(root).virtualMachine()))
                .isEqualTo("/proc/cpuinfo is not understood: this processor has no hypervisor flag");
    }

    @Test
    void nothingIsAssumedOfAnEmptyTree(@TempDir Path empty) {
        HostFacts facts = HostFacts.read(empty);

        assertThat(reason(facts.kernelRelease())).isEqualTo("/proc/sys/kernel/osrelease does not exist");
        assertThat(reason(facts.preemption())).isEqualTo("/proc/version does not exist");
        assertThat(reason(facts.realtimeRuntimeMicros())).contains("sched_rt_runtime_us does not exist");
        assertThat(reason(facts.realtimePeriodMicros())).contains("sched_rt_period_us does not exist");
        assertThat(reason(facts.governors())).isEqualTo("which processors are online is not known");
        assertThat(reason(facts.clocksource())).contains("current_clocksource does not exist");
        assertThat(reason(facts.onlineCpus())).contains("online does not exist");
        assertThat(reason(facts.isolatedCpus())).contains("isolated does not exist");
        assertThat(reason(facts.swapKilobytes())).isEqualTo("/proc/swaps does not exist");
        assertThat(reason(facts.virtualMachine())).isEqualTo("/proc/cpuinfo does not exist");
    }

    @Test
    void saysWhatItDoesNotUnderstand() throws IOException {
        file("proc/sys/kernel/sched_rt_runtime_us", "plenty");
        file("sys/devices/system/cpu/online", "all");
        file("proc/swaps", "heading\n/var/swap file\n");

        assertThat(reason(HostFacts.read(root).realtimeRuntimeMicros()))
                .isEqualTo("/proc/sys/kernel/sched_rt_runtime_us is not understood: For input string: \"plenty\"");
        assertThat(reason(HostFacts.read(root).onlineCpus())).contains("not a processor list: 'all'");
        assertThat(reason(HostFacts.read(root).swapKilobytes())).contains("/proc/swaps is not understood");
    }

    @Test
    void saysWhatCannotBeRead() throws IOException {
        Files.delete(root.resolve("proc/swaps"));
        Files.createDirectory(root.resolve("proc/swaps"));

        assertThat(reason(HostFacts.read(root).swapKilobytes())).startsWith("/proc/swaps cannot be read: ");
    }

    @Test
    void readsThisMachine() {
        HostFacts facts = HostFacts.read(Path.of("/"));

        assertThat(facts.kernelRelease().value()).hasValue(System.getProperty("os.version"));
        assertThat(facts.onlineCpus().value().orElseThrow().count())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
