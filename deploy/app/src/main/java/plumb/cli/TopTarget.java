package plumb.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumb.observe.CountersFolder;
import plumb.observe.MappedCounters;

/**
 * Which loop is to be watched. Housekeeping thread.
 *
 * @param folder where the loops of this user publish
 */
record TopTarget(CountersFolder folder) {
    /**
     * The loop of a process or in a file; without either the one that runs.
     *
     * @throws IOException where there is none, or several and nothing says which, or it cannot be read
     */
    MappedCounters find(@Nullable String which) throws IOException {
        if (which == null) {
            return only();
        }
        return which.matches("[0-9]{1,18}") ? ofProcess(Long.parseLong(which)) : inFile(Path.of(which));
    }

    private MappedCounters only() throws IOException {
        List<MappedCounters> running = folder.running();
        if (running.size() == 1) {
            return running.getFirst();
        }
        if (running.isEmpty()) {
            throw new IOException("no loop of this user is running" + others() + "; start one: plumb run");
        }
        throw new IOException(running.size() + " loops are running, say which: "
                + running.stream().map(TopTarget::text).collect(Collectors.joining(", ")));
    }

    private MappedCounters ofProcess(long pid) throws IOException {
        for (MappedCounters counters : folder.running()) {
            if (counters.identity().process().pid() == pid) {
                return counters;
            }
        }
        for (Path file : folder.files()) {
            if (file.getFileName().toString().startsWith(pid + "-")) {
                return inFile(file);
            }
        }
        throw new IOException("process " + pid + " runs no loop of this user" + others());
    }

    /** Files that are there and are not running loops: another version's, for the most part. */
    private String others() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path file : folder.files()) {
            try {
                MappedCounters.open(file);
            } catch (IllegalArgumentException e) {
                problems.add(file + " holds " + e.getMessage());
            } catch (NoSuchFileException e) {
                problems.add(file + " has just ended");
            }
        }
        return problems.isEmpty() ? "" : " (" + String.join(", ", problems) + ")";
    }

    private static MappedCounters inFile(Path file) throws IOException {
        try {
            return MappedCounters.open(file);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(MappedCounters counters) {
        return counters.identity().process().pid() + " (" + counters.identity().rig() + " "
                + counters.identity().controller() + ")";
    }
}
