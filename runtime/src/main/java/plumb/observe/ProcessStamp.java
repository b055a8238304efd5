package plumb.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from a later one that got the same number. Immutable; any thread.
 *
 * @param pid its number
 * @param startTicks when it started, in clock ticks since the machine did; no step of the wall clock changes it
 */
public record ProcessStamp(long pid, long startTicks) {
    /** Fields after the name in {@code /proc/<pid>/stat} that stand before the start: state is the third, start the 22nd. */
    private static final int FIELDS_BEFORE_START = 19;

    /** This process. */
    public static ProcessStamp current() {
        long pid = ProcessHandle.current().pid();
        return of(pid).orElseThrow(() -> new IllegalStateException("/proc/" + pid + "/stat cannot be read"));
    }

    /** The process of that number as it is now; empty where there is none. */
    public static Optional<ProcessStamp> of(long pid) {
        try {
            // The name stands in brackets and may hold anything, brackets and line ends too.
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(new ProcessStamp(pid, Long.parseLong(fields[FIELDS_BEFORE_START])));
        } catch (IOException e) {
            // The kernel's way of saying that there is no such process.
            return Optional.empty();
        }
    }

    /** Whether this very process still runs. */
    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }
}
