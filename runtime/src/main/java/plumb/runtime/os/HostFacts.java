package plumb.runtime.os;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What kind of machine this is, as far as it matters for real time, read from {@code /proc} and {@code /sys}. Nothing is
 * assumed: an item that cannot be read says why. Immutable; any thread; reading blocks.
 *
 * @param kernelRelease for example {@code "6.12.34-rt"}
 * @param preemption preemption model
 * @param realtimeRuntimeMicros share of each period that real-time threads may use before the kernel throttles them, us; -1 = no
 *     limit
 * @param realtimePeriodMicros that period, us
 * @param governors frequency governor by processor
 * @param clocksource hardware clock behind {@code CLOCK_MONOTONIC}
 * @param onlineCpus processors that run
 * @param isolatedCpus processors kept free of other work
 * @param swapKilobytes size of all swap areas, kB; 0 = none
 * @param virtualMachine whether a hypervisor is underneath
 */
public record HostFacts(
        Fact<String> kernelRelease,
        Fact<Preemption> preemption,
        Fact<Long> realtimeRuntimeMicros,
        Fact<Long> realtimePeriodMicros,
        Fact<Map<Integer, String>> governors,
        Fact<String> clocksource,
        Fact<CpuList> onlineCpus,
        Fact<CpuList> isolatedCpus,
        Fact<Long> swapKilobytes,
        Fact<Boolean> virtualMachine) {
    private static final String CPUS = "sys/devices/system/cpu/";

    /**
     * Reads all of them.
     *
     * @param root where {@code proc} and {@code sys} are: {@code /} but in tests
     */
    public static HostFacts read(Path root) {
        KernelFiles files = new KernelFiles(root);
        Fact<CpuList> online = files.read(CPUS + "online", CpuList::new);
        return new HostFacts(
                files.read("proc/sys/kernel/osrelease", text -> text),
                preemption(files),
                files.read("proc/sys/kernel/sched_rt_runtime_us", Long::valueOf),
                files.read("proc/sys/kernel/sched_rt_period_us", Long::valueOf),
                governors(files, online),
                files.read("sys/devices/system/clocksource/clocksource0/current_clocksource", text -> text),
                online,
                files.read(CPUS + "isolated", CpuList::new),
                files.read("proc/swaps", HostFacts::swapKilobytes),
                virtualMachine(files));
    }

    private static Fact<Preemption> preemption(KernelFiles files) {
        Optional<String> flag = files.read("sys/kernel/realtime", text -> text).value();
        if (flag.isPresent() && flag.get().equals("1")) {
            return new Fact.Known<>(Preemption.REALTIME);
        }
        return files.read("proc/version", text -> {
            List<String> words = Arrays.asList(text.split("\\s+", -1));
            // Before 6.12 the out-of-tree patch wrote "PREEMPT RT"; in the mainline kernel it is one word.
            if (words.contains("PREEMPT_RT") || text.contains("PREEMPT RT")) {
                return Preemption.REALTIME;
            }
            if (words.contains("PREEMPT_DYNAMIC")) {
                return Preemption.DYNAMIC;
            }
            return words.contains("PREEMPT") ? Preemption.FULL : Preemption.NONE;
        });
    }

    private static Fact<Map<Integer, String>> governors(KernelFiles files, Fact<CpuList> online) {
        Map<Integer, String> governors = new TreeMap<>();
        BitSet cpus = online.value().map(CpuList::toSet).orElseGet(BitSet::new);
        for (int cpu = cpus.nextSetBit(0); cpu >= 0; cpu = cpus.nextSetBit(cpu + 1)) {
            switch (files.read(CPUS + "cpu" + cpu + "/cpufreq/scaling_governor", text -> text)) {
                case Fact.Known<String> governor -> governors.put(cpu, governor.known());
                case Fact.Unknown<String> unknown -> {
                    return new Fact.Unknown<>(unknown.reason() + ": no frequency scaling, as in most virtual machines");
                }
            }
        }
        return governors.isEmpty()
                ? new Fact.Unknown<>("which processors are online is not known")
                : new Fact.Known<>(Collections.unmodifiableMap(governors));
    }

    /** The first line is a heading; the third column of the others is the size in kB. */
    private static long swapKilobytes(String swaps) {
        return swaps.lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
                .sum();
    }

    private static Fact<Boolean> virtualMachine(KernelFiles files) {
        Fact<Boolean> flagged = files.read("proc/cpuinfo", HostFacts::hypervisor);
        boolean raspberryPi = files.read("proc/device-tree/model", text -> text.startsWith("Raspberry Pi"))
                .value()
                .orElse(false);
        return flagged.value().isEmpty() && raspberryPi ? new Fact.Known<>(false) : flagged;
    }

    /** x86 processors carry a flag that only hypervisors set; others do not say. */
    private static boolean hypervisor(String cpuinfo) {
        String flags = cpuinfo.lines()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this processor has no hypervisor flag"));
        return Arrays.asList(flags.split("\\s+", -1)).contains("hypervisor");
    }
}
