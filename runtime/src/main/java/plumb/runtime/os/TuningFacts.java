package plumb.runtime.os;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What of the machine can be tuned beyond {@link HostFacts}: boot options, interrupts, huge pages, what this process may do. Read
 * from {@code /proc} and {@code /sys}; an item that cannot be read says why. Immutable; any thread; reading blocks.
 *
 * @param bootOptions of the kernel's command line, by name; an option without a value has an empty one
 * @param interruptCpus where each interrupt is delivered, by its number
 * @param hugePages when processes get transparent huge pages: {@code always}, {@code madvise}, {@code never}
 * @param hugePageDefrag when the kernel stops a process to make room for one
 * @param realtimePriorityLimit highest real-time priority this process may ask for without a capability; 0 = none
 * @param lockedMemoryLimitBytes how much it may lock without a capability; -1 = no limit
 * @param mayBeRealtime whether it has {@code CAP_SYS_NICE}
 * @param mayLockMemory whether it has {@code CAP_IPC_LOCK}
 */
public record TuningFacts(
        Fact<Map<String, String>> bootOptions,
        Fact<Map<Integer, CpuList>> interruptCpus,
        Fact<String> hugePages,
        Fact<String> hugePageDefrag,
        Fact<Long> realtimePriorityLimit,
        Fact<Long> lockedMemoryLimitBytes,
        Fact<Boolean> mayBeRealtime,
        Fact<Boolean> mayLockMemory) {
    private static final int CAP_IPC_LOCK = 14;
    private static final int CAP_SYS_NICE = 23;
    private static final int HEXADECIMAL = 16;
    private static final String HUGE_PAGES = "sys/kernel/mm/transparent_hugepage/";
    private static final String LIMITS = "proc/self/limits";
    private static final String STATUS = "proc/self/status";

    /**
     * Reads all of them.
     *
     * @param root where {@code proc} and {@code sys} are: {@code /} but in tests
     */
    public static TuningFacts read(Path root) {
        KernelFiles files = new KernelFiles(root);
        return new TuningFacts(
                files.read("proc/cmdline", TuningFacts::bootOptions),
                interrupts(files),
                files.read(HUGE_PAGES + "enabled", TuningFacts::chosen),
                files.read(HUGE_PAGES + "defrag", TuningFacts::chosen),
                files.read(LIMITS, limit("Max realtime priority")),
                files.read(LIMITS, limit("Max locked memory")),
                files.read(STATUS, capability(CAP_SYS_NICE)),
                files.read(STATUS, capability(CAP_IPC_LOCK)));
    }

    private static Map<String, String> bootOptions(String line) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String word : line.split("\\s+", -1)) {
            int equals = word.indexOf('=');
            options.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        return Collections.unmodifiableMap(options);
    }

    /** Where an interrupt really goes; older kernels only say where it may go. */
    private static Fact<Map<Integer, CpuList>> interrupts(KernelFiles files) {
        return switch (files.list("proc/irq")) {
            case Fact.Unknown<List<String>> unknown -> new Fact.Unknown<>(unknown.reason());
            case Fact.Known<List<String>> names -> {
                Map<Integer, CpuList> cpus = new TreeMap<>();
                for (String name : names.known()) {
                    if (name.matches("\\d{1,6}")) {
                        String folder = "proc/irq/" + name;
                        files.read(folder + "/effective_affinity_list", CpuList::new)
                                .value()
                                .filter(list -> list.count() > 0)
                                .or(() -> files.read(folder + "/smp_affinity_list", CpuList::new)
                                        .value())
                                .ifPresent(list -> cpus.put(Integer.valueOf(name), list));
                    }
                }
                yield cpus.isEmpty()
                        ? new Fact.Unknown<>("no interrupt in /proc/irq says where it goes")
                        : new Fact.Known<>(Collections.unmodifiableMap(cpus));
            }
        };
    }

    /** The word in brackets of {@code "always [madvise] never"}. */
    private static String chosen(String choices) {
        return Arrays.stream(choices.split("\\s+", -1))
                .filter(word -> word.startsWith("[") && word.endsWith("]"))
                .map(word -> word.substring(1, word.length() - 1))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is chosen in '" + choices + "'"));
    }

    /** The soft limit, which counts. */
    private static Function<String, Long> limit(String name) {
        return limits -> {
            String soft = limits.lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip().split("\\s+", -1)[0])
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no line '" + name + "'"));
            return soft.equals("unlimited") ? -1 : Long.parseLong(soft);
        };
    }

    private static Function<String, Boolean> capability(int bit) {
        return status -> {
            String effective = status.lines()
                    .filter(line -> line.startsWith("CapEff:"))
                    .map(line -> line.substring("CapEff:".length()).strip())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no line 'CapEff:'"));
            return (Long.parseUnsignedLong(effective, HEXADECIMAL) >> bit & 1) != 0;
        };
    }
}
