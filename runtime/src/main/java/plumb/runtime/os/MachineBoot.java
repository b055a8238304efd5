package plumb.runtime.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names this machine from one start to the next. Any thread. */
public final class MachineBoot {
    private MachineBoot() {}

    /**
     * The kernel's random identity of this start. Times of {@code CLOCK_MONOTONIC} compare only where it is the same.
     *
     * @throws IOException where the kernel does not tell
     */
    public static String id() throws IOException {
        return id(Path.of("/"));
    }

    /** The same below another root, for tests. */
    static String id(Path root) throws IOException {
        Path file = root.resolve("proc/sys/kernel/random/boot_id");
        String id = Files.readString(file).strip();
        if (id.isEmpty()) {
            throw new IOException(file + ": is empty");
        }
        return id;
    }
}
