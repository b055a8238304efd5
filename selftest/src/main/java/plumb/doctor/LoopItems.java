package plumb.doctor;

import static plumb.doctor.ItemStatus.BAD;
import static plumb.doctor.ItemStatus.COULD_BE_BETTER;
import static plumb.doctor.ItemStatus.GOOD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import plumb.config.LoopSettings;
import plumb.runtime.os.HostFacts;
import plumb.runtime.os.Preemption;
import plumb.runtime.os.RealtimeReport;

/** What a loop cannot do without, the most important first; gate {@code host} counts these. Any thread; reading blocks. */
public final class LoopItems {
    /** Clock sources that are read through slow hardware or are not continuous. */
    private static final Set<String> SLOW_CLOCKS = Set.of("acpi_pm", "hpet", "jiffies", "refined-jiffies", "pit");

    /** The loop needs at most half of each period; more than this must be allowed before the kernel throttles it. */
    private static final double LEAST_REALTIME_SHARE = 0.9;

    private LoopItems() {}

    /**
     * All of them.
     *
     * @param asked what the control thread is to get
     * @param thread what it got
     * @param host the machine
     * @param runFolder where runs are recorded; need not exist yet
     * @param minimumFreeBytes that must be free there
     */
    public static List<MachineItem> of(
            LoopSettings asked, RealtimeReport thread, HostFacts host, Path runFolder, long minimumFreeBytes) {
        return List.of(
                schedulingClass(asked, thread),
                MachineItem.of(
                        "memory-locked",
                        "memory locked",
                        thread.memoryLocked(),
                        Boolean.toString(thread.memoryLocked()),
                        "ulimit -l unlimited, or grant CAP_IPC_LOCK"),
                MachineItem.of(
                        "pinned",
                        "control thread pinned",
                        thread.cpu().isPresent(),
                        thread.cpu().isPresent() ? "cpu " + thread.cpu().getAsInt() : "runs on several processors",
                        "set loop.cpu to a processor that this process may use"),
                MachineItem.of(
                        "sleep-states",
                        "processors kept awake",
                        thread.cpuLatencyHeld(),
                        thread.cpuLatencyHeld() ? "/dev/cpu_dma_latency held at 0 us" : "/dev/cpu_dma_latency not held",
                        "make /dev/cpu_dma_latency writable for this user"),
                MachineItem.of(
                        "governor",
                        "frequency governor",
                        host.governors(),
                        governors -> governors.values().stream().allMatch("performance"::equals) ? GOOD : BAD,
                        LoopItems::text,
                        "sudo cpupower frequency-set -g performance"),
                throttling(host),
                MachineItem.of(
                        "clock-source",
                        "clock source",
                        host.clocksource(),
                        clock -> SLOW_CLOCKS.contains(clock) ? BAD : GOOD,
                        Function.identity(),
                        "boot with clocksource=tsc where the processor allows it"),
                MachineItem.of(
                        "preemption",
                        "preemptible kernel",
                        host.preemption(),
                        LoopItems::judge,
                        LoopItems::text,
                        "install a kernel with PREEMPT_RT (plumb doctor --fix)"),
                diskSpace(runFolder, minimumFreeBytes));
    }

    private static MachineItem schedulingClass(LoopSettings asked, RealtimeReport thread) {
        boolean granted = thread.policy().equals("SCHED_FIFO") && thread.priority() == asked.priority();
        return MachineItem.of(
                "scheduling",
                "scheduling class",
                granted,
                thread.policy() + " " + thread.priority() + (granted ? "" : ", asked for priority " + asked.priority()),
                asked.priority() == 0
                        ? "set loop.priority above 0"
                        : "grant CAP_SYS_NICE, or set rtprio in /etc/security/limits.conf");
    }

    private static String text(Map<Integer, String> governors) {
        return String.join(", ", Set.copyOf(governors.values()));
    }

    private static ItemStatus judge(Preemption model) {
        return switch (model) {
            case REALTIME -> GOOD;
            case DYNAMIC, FULL -> COULD_BE_BETTER;
            case NONE -> BAD;
        };
    }

    private static String text(Preemption model) {
        return switch (model) {
            case REALTIME -> "PREEMPT_RT";
            case DYNAMIC -> "PREEMPT_DYNAMIC";
            case FULL -> "PREEMPT";
            case NONE -> "not preemptible";
        };
    }

    private static MachineItem throttling(HostFacts host) {
        String id = "throttling";
        String title = "real-time throttling";
        String remedy = "sudo sysctl kernel.sched_rt_runtime_us=-1";
        Optional<Long> runtime = host.realtimeRuntimeMicros().value();
        if (runtime.isEmpty()) {
            return MachineItem.of(id, title, host.realtimeRuntimeMicros(), _ -> BAD, String::valueOf, remedy);
        }
        long micros = runtime.get();
        return MachineItem.of(
                id,
                title,
                host.realtimePeriodMicros(),
                period -> micros < 0 || micros >= LEAST_REALTIME_SHARE * period ? GOOD : BAD,
                period -> micros < 0 ? "off" : "after " + micros + " us in each " + period + " us",
                remedy);
    }

    private static MachineItem diskSpace(Path runFolder, long minimumFreeBytes) {
        String id = "disk-space";
        String title = "disk space";
        String remedy = "free some space, or record elsewhere";
        try {
            long free = Files.getFileStore(existing(runFolder)).getUsableSpace();
            return MachineItem.of(
                    id,
                    title,
                    free >= minimumFreeBytes,
                    String.format(
                            Locale.ROOT, "%.1f GB free for runs, %.1f GB needed", free / 1e9, minimumFreeBytes / 1e9),
                    remedy);
        } catch (IOException e) {
            return MachineItem.unknown(id, title, e.toString(), remedy);
        }
    }

    /** The folder, or the nearest one above it that exists. */
    static Path existing(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }
}
