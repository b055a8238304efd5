package plumb.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import plumb.config.LoopSettings;
import plumb.runtime.os.Fact;
import plumb.runtime.os.HostFacts;
import plumb.runtime.os.Preemption;
import plumb.runtime.os.RealtimeReport;

/** Judges the machine item by item. An item that cannot be read is not in order, and says so. Any thread. */
final class HostItems {
    /** Clock sources that are read through slow hardware or are not continuous. */
    private static final Set<String> SLOW_CLOCKS = Set.of("acpi_pm", "hpet", "jiffies", "refined-jiffies", "pit");

    /** The loop needs at most half of each period; more than this must be allowed before the kernel throttles it. */
    private static final double LEAST_REALTIME_SHARE = 0.9;

    private HostItems() {}

    /** All items, the most important first. */
    static List<HostItem> of(
            LoopSettings asked, RealtimeReport thread, HostFacts host, Path runFolder, long minimumFreeBytes) {
        return List.of(
                schedulingClass(asked, thread),
                item(
                        "memory locked",
                        2,
                        thread.memoryLocked(),
                        Boolean.toString(thread.memoryLocked()),
                        "ulimit -l unlimited, or grant CAP_IPC_LOCK"),
                item(
                        "control thread pinned",
                        1,
                        thread.cpu().isPresent(),
                        thread.cpu().isPresent() ? "cpu " + thread.cpu().getAsInt() : "runs on several processors",
                        "set loop.cpu to a processor that this process may use"),
                item(
                        "processors kept awake",
                        1,
                        thread.cpuLatencyHeld(),
                        thread.cpuLatencyHeld() ? "/dev/cpu_dma_latency held at 0 us" : "/dev/cpu_dma_latency not held",
                        "make /dev/cpu_dma_latency writable for this user"),
                governor(host),
                throttling(host),
                fact(
                        "clock source",
                        1,
                        host.clocksource(),
                        clock -> !SLOW_CLOCKS.contains(clock),
                        clock -> clock,
                        "boot with clocksource=tsc where the processor allows it"),
                fact(
                        "preemptible kernel",
                        1,
                        host.preemption(),
                        model -> model != Preemption.NONE,
                        HostItems::text,
                        "install a kernel with PREEMPT_RT"),
                disk(runFolder, minimumFreeBytes));
    }

    private static HostItem schedulingClass(LoopSettings asked, RealtimeReport thread) {
        boolean granted = thread.policy().equals("SCHED_FIFO") && thread.priority() == asked.priority();
        return item(
                "scheduling class",
                3,
                granted,
                thread.policy() + " " + thread.priority() + (granted ? "" : ", asked for priority " + asked.priority()),
                asked.priority() == 0
                        ? "set loop.priority above 0"
                        : "grant CAP_SYS_NICE, or set rtprio in /etc/security/limits.conf");
    }

    private static HostItem governor(HostFacts host) {
        return fact(
                "frequency governor",
                1,
                host.governors(),
                governors -> governors.values().stream().allMatch("performance"::equals),
                HostItems::text,
                "sudo cpupower frequency-set -g performance");
    }

    private static String text(Map<Integer, String> governors) {
        return String.join(", ", Set.copyOf(governors.values()));
    }

    private static String text(Preemption model) {
        return switch (model) {
            case REALTIME -> "PREEMPT_RT";
            case DYNAMIC -> "PREEMPT_DYNAMIC";
            case FULL -> "PREEMPT";
            case NONE -> "not preemptible";
        };
    }

    private static HostItem throttling(HostFacts host) {
        String remedy = "sudo sysctl kernel.sched_rt_runtime_us=-1";
        Optional<Long> runtime = host.realtimeRuntimeMicros().value();
        if (runtime.isEmpty()) {
            return fact("real-time throttling", 1, host.realtimeRuntimeMicros(), any -> false, String::valueOf, remedy);
        }
        long micros = runtime.get();
        return fact(
                "real-time throttling",
                1,
                host.realtimePeriodMicros(),
                period -> micros < 0 || micros >= LEAST_REALTIME_SHARE * period,
                period -> micros < 0 ? "off" : "after " + micros + " us in each " + period + " us",
                remedy);
    }

    private static HostItem disk(Path runFolder, long minimumFreeBytes) {
        String remedy = "free some space, or record elsewhere";
        try {
            Path existing = runFolder.toAbsolutePath();
            while (existing.getParent() != null && !Files.exists(existing)) {
                existing = existing.getParent();
            }
            long free = Files.getFileStore(existing).getUsableSpace();
            return item(
                    "disk space",
                    2,
                    free >= minimumFreeBytes,
                    String.format(
                            Locale.ROOT, "%.1f GB free for runs, %.1f GB needed", free / 1e9, minimumFreeBytes / 1e9),
                    remedy);
        } catch (IOException e) {
            return item("disk space", 2, false, "cannot be read: " + e, remedy);
        }
    }

    private static <T> HostItem fact(
            String name, int weight, Fact<T> fact, Predicate<T> inOrder, Function<T, String> text, String remedy) {
        return switch (fact) {
            case Fact.Known<T> known ->
                item(name, weight, inOrder.test(known.known()), text.apply(known.known()), remedy);
            case Fact.Unknown<T> unknown -> item(name, weight, false, "cannot be read: " + unknown.reason(), remedy);
        };
    }

    private static HostItem item(String name, int weight, boolean inOrder, String found, String remedy) {
        return new HostItem(name, weight, inOrder, found, remedy);
    }
}
