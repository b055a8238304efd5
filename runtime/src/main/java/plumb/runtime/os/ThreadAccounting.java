package plumb.runtime.os;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads what the kernel counts for a thread of this process. Any thread but that one: it opens files.
 */
public final class ThreadAccounting {
    /** Times in {@code /proc/stat} are in hundredths of a second on every Linux. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Numbers in {@code stat} after the name in brackets and the state: faults are the 10th and 12th field. */
    private static final int MINOR_FAULTS = 6;

    private static final int MAJOR_FAULTS = 8;
    private static final int STEAL = 7;

    private final KernelFiles files;
    private final String task;
    private final OptionalInt cpu;

    /**
     * The accounts of one thread.
     *
     * @param threadId the kernel's id of it
     * @param cpu it is pinned to; empty: nothing is known of steal
     */
    public ThreadAccounting(int threadId, OptionalInt cpu) {
        this(Path.of("/"), threadId, cpu);
    }

    ThreadAccounting(Path root, int threadId, OptionalInt cpu) {
        this.files = new KernelFiles(root);
        this.task = "proc/self/task/" + threadId + "/";
        this.cpu = cpu;
    }

    /** What has been counted until now. Allocates. */
    public ThreadSample read() {
        List<OptionalLong> faults = files.read(
                        task + "stat", stat -> numbers(stat.substring(stat.lastIndexOf(')') + 4)))
                .value()
                .map(n -> List.of(OptionalLong.of(n[MINOR_FAULTS]), OptionalLong.of(n[MAJOR_FAULTS])))
                .orElse(List.of(OptionalLong.empty(), OptionalLong.empty()));
        return new ThreadSample(
                of(files.read(task + "status", status -> line(status, "nonvoluntary_ctxt_switches:")[0])),
                of(files.read(task + "schedstat", stat -> numbers(stat)[1])),
                faults.getFirst(),
                faults.getLast(),
                cpu.isPresent()
                        ? of(files.read(
                                "proc/stat", stat -> line(stat, "cpu" + cpu.getAsInt() + " ")[STEAL] * NANOS_PER_TICK))
                        : OptionalLong.empty());
    }

    private static OptionalLong of(Fact<Long> fact) {
        return fact.value().map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static long[] line(String text, String label) {
        return numbers(text.lines()
                .filter(line -> line.startsWith(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no line " + label))
                .substring(label.length()));
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1))
                // Some limits are all ones.
                .mapToLong(n -> n.startsWith("-") ? Long.parseLong(n) : Long.parseUnsignedLong(n))
                .toArray();
    }
}
