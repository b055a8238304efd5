package plumb.doctor;

import static plumb.doctor.ItemStatus.BAD;
import static plumb.doctor.ItemStatus.COULD_BE_BETTER;
import static plumb.doctor.ItemStatus.GOOD;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import plumb.config.LoopSettings;
import plumb.runtime.os.CpuList;
import plumb.runtime.os.Fact;
import plumb.runtime.os.HostFacts;
import plumb.runtime.os.KernelClock;
import plumb.runtime.os.TuningFacts;

/** What makes a good machine better, and why something may be refused. Any thread. */
final class TuningItems {
    private static final long FINEST_TIMER_NANOS = 1_000;
    /** A small fixed heap, code and stacks. */
    private static final long LEAST_LOCKABLE_BYTES = 512L << 20;
    /** A recording at 5 kHz takes about 1 MB/s. */
    private static final double AMPLE_MEGABYTES_PER_SECOND = 20;

    private static final double LEAST_MEGABYTES_PER_SECOND = 2;
    private static final int LEAST_JAVA = 25;

    private TuningItems() {}

    static List<MachineItem> of(LoopSettings asked, MachineFacts facts) {
        int cpu = facts.thread().cpu().orElse(-1);
        HostFacts host = facts.host();
        TuningFacts tuning = facts.tuning();
        KernelClock clock = facts.clock();
        return List.of(
                isolation(cpu, host),
                quietKernel(cpu, tuning),
                interrupts(cpu, host, tuning),
                MachineItem.of(
                        "timer-resolution",
                        "high-resolution timers",
                        clock.timerResolutionNanos(),
                        nanos -> nanos <= FINEST_TIMER_NANOS ? GOOD : BAD,
                        nanos -> "resolution " + nanos + " ns",
                        "boot without highres=off, with a kernel that has CONFIG_HIGH_RES_TIMERS"),
                MachineItem.of(
                        "clock-sync",
                        "wall clock synchronised",
                        clock.wallClockSynchronised(),
                        synchronised -> synchronised ? GOOD : COULD_BE_BETTER,
                        synchronised ->
                                synchronised ? "yes" : "no (the loop does not use it; names and times of runs do)",
                        "sudo timedatectl set-ntp true"),
                realtimePermission(asked, tuning),
                lockPermission(tuning),
                MachineItem.of(
                        "swap",
                        "no swap",
                        host.swapKilobytes(),
                        kilobytes -> kilobytes == 0 ? GOOD : COULD_BE_BETTER,
                        kilobytes ->
                                kilobytes == 0 ? "none" : String.format(Locale.ROOT, "%.1f GB", kilobytes * 1024 / 1e9),
                        "sudo swapoff -a"),
                hugePages(tuning),
                MachineItem.of(
                        "virtual-machine",
                        "real machine",
                        host.virtualMachine(),
                        virtual -> virtual ? COULD_BE_BETTER : GOOD,
                        virtual -> virtual
                                ? "a hypervisor is underneath and may take a processor away for milliseconds"
                                        + (facts.thread().keptAwake() ? "; the control processor is kept awake" : "")
                                : "no hypervisor",
                        "run on the machine itself, or ask for dedicated processors"),
                MachineItem.of(
                        "disk-speed",
                        "disk speed",
                        facts.disk(),
                        TuningItems::judge,
                        disk -> String.format(
                                Locale.ROOT,
                                "%.0f MB/s with every block forced to disk, longest 1 MB block %.1f ms",
                                disk.megabytesPerSecond(),
                                disk.longestMillis()),
                        "record on another disk: run the command in a folder there"),
                java(facts.java()));
    }

    private static MachineItem isolation(int cpu, HostFacts host) {
        boolean alone = host.onlineCpus().value().map(CpuList::count).orElse(0) == 1;
        return MachineItem.of(
                "isolated-cpu",
                "control processor isolated",
                host.isolatedCpus(),
                isolated -> cpu >= 0 && isolated.toSet().get(cpu) ? GOOD : COULD_BE_BETTER,
                isolated -> isolated.text().isEmpty() ? "no processor is isolated" : "isolated: " + isolated.text(),
                alone
                        ? "use a machine with at least two processors"
                        : "boot with isolcpus=" + name(cpu) + " (in cmdline.txt or GRUB_CMDLINE_LINUX)");
    }

    /** Without ticks and callbacks on the control processor the kernel interrupts it hardly ever. */
    private static MachineItem quietKernel(int cpu, TuningFacts tuning) {
        return MachineItem.of(
                "kernel-housekeeping",
                "no kernel housekeeping on it",
                tuning.bootOptions(),
                options -> missing(cpu, options).isEmpty() ? GOOD : COULD_BE_BETTER,
                options -> {
                    List<String> missing = missing(cpu, options);
                    return missing.isEmpty()
                            ? "nohz_full and rcu_nocbs"
                            : "booted without " + String.join(", ", missing);
                },
                "boot with nohz_full=" + name(cpu) + " rcu_nocbs=" + name(cpu));
    }

    private static List<String> missing(int cpu, Map<String, String> options) {
        return List.of("nohz_full", "rcu_nocbs").stream()
                .filter(option -> !contains(Optional.ofNullable(options.get(option)), cpu))
                .toList();
    }

    private static boolean contains(Optional<String> cpus, int cpu) {
        try {
            return cpu >= 0
                    && cpus.isPresent()
                    && new CpuList(cpus.get()).toSet().get(cpu);
        } catch (IllegalArgumentException _) {
            // The kernel also takes words, of which only one means every processor.
            return cpus.get().equals("all");
        }
    }

    private static MachineItem interrupts(int cpu, HostFacts host, TuningFacts tuning) {
        BitSet others = host.onlineCpus().value().map(CpuList::toSet).orElseGet(BitSet::new);
        if (cpu >= 0) {
            others.clear(cpu);
        }
        String elsewhere = others.isEmpty() ? "0" : Integer.toString(others.nextSetBit(0));
        return MachineItem.of(
                "interrupts",
                "interrupts go elsewhere",
                tuning.interruptCpus(),
                all -> cpu >= 0 && delivered(cpu, all).isEmpty() ? GOOD : COULD_BE_BETTER,
                all -> {
                    List<Integer> here = delivered(cpu, all);
                    return here.isEmpty()
                            ? "none of " + all.size() + " is delivered to cpu " + name(cpu)
                            : here.size() + " of " + all.size() + " are delivered to cpu " + name(cpu) + ": "
                                    + here.stream().map(String::valueOf).collect(Collectors.joining(" "));
                },
                "for i in /proc/irq/[0-9]*/smp_affinity_list; do echo " + elsewhere
                        + " | sudo tee $i; done   (lasting: boot with irqaffinity=" + elsewhere + ")");
    }

    private static List<Integer> delivered(int cpu, Map<Integer, CpuList> all) {
        return all.entrySet().stream()
                .filter(entry -> cpu >= 0 && entry.getValue().toSet().get(cpu))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static MachineItem realtimePermission(LoopSettings asked, TuningFacts tuning) {
        String remedy = "sudo prlimit --pid $$ --rtprio=95:95   (for a service: AmbientCapabilities=CAP_SYS_NICE)";
        return permission(
                "rt-permission",
                "may be real time",
                tuning.mayBeRealtime(),
                "CAP_SYS_NICE",
                tuning.realtimePriorityLimit(),
                limit -> limit < 0 || limit >= asked.priority(),
                limit -> "rtprio limit " + limit + ", loop.priority " + asked.priority(),
                remedy);
    }

    private static MachineItem lockPermission(TuningFacts tuning) {
        String remedy = "sudo prlimit --pid $$ --memlock=unlimited:unlimited   (for a service:"
                + " AmbientCapabilities=CAP_IPC_LOCK)";
        return permission(
                "lock-permission",
                "may lock its memory",
                tuning.mayLockMemory(),
                "CAP_IPC_LOCK",
                tuning.lockedMemoryLimitBytes(),
                limit -> limit < 0 || limit >= LEAST_LOCKABLE_BYTES,
                limit -> limit < 0
                        ? "memlock limit unlimited"
                        : String.format(Locale.ROOT, "memlock limit %.0f MB", limit / 1e6),
                remedy);
    }

    /** By capability, else by limit. */
    private static MachineItem permission(
            String id,
            String title,
            Fact<Boolean> capable,
            String capability,
            Fact<Long> limit,
            Predicate<Long> enough,
            Function<Long, String> text,
            String remedy) {
        if (capable.value().orElse(false)) {
            return MachineItem.of(id, title, true, capability, remedy);
        }
        return MachineItem.of(
                id,
                title,
                limit,
                value -> enough.test(value) ? GOOD : BAD,
                value -> "no " + capability + "; " + text.apply(value),
                remedy);
    }

    /** Huge pages for everybody are made by stopping whoever touches memory. */
    private static MachineItem hugePages(TuningFacts tuning) {
        return MachineItem.of(
                "huge-pages",
                "transparent huge pages",
                tuning.hugePages(),
                when -> when.equals("always") ? COULD_BE_BETTER : GOOD,
                when -> when
                        + tuning.hugePageDefrag()
                                .value()
                                .map(defrag -> ", defrag " + defrag)
                                .orElse(""),
                "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled");
    }

    private static ItemStatus judge(DiskSpeed disk) {
        if (disk.megabytesPerSecond() >= AMPLE_MEGABYTES_PER_SECOND) {
            return GOOD;
        }
        return disk.megabytesPerSecond() >= LEAST_MEGABYTES_PER_SECOND ? COULD_BE_BETTER : BAD;
    }

    private static MachineItem java(JavaFacts java) {
        boolean concurrent =
                java.collectors().stream().anyMatch(name -> name.startsWith("Shenandoah") || name.startsWith("ZGC"));
        boolean newEnough = java.feature() >= LEAST_JAVA;
        ItemStatus status = !newEnough || !concurrent ? BAD : java.heapFixed() ? GOOD : COULD_BE_BETTER;
        return new MachineItem(
                "java",
                "Java",
                status,
                java.version() + " of " + java.vendor() + " in " + java.home() + ", "
                        + (concurrent ? "concurrent collector" : "a collector that stops the loop")
                        + (java.heapFixed() ? ", fixed heap" : ", heap that grows"),
                newEnough ? "start it with ./plumb, which names collector and heap" : "install a JDK 25");
    }

    private static String name(int cpu) {
        return cpu < 0 ? "N" : Integer.toString(cpu);
    }
}
