package plumb.observe;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the counters of this user's running loops lie: a private folder {@code plumb-<uid>} in the first of
 * {@code $XDG_RUNTIME_DIR}, {@code /dev/shm} and the temporary folder that is there and can be written, one file
 * {@code <pid>-<rig>.counters} per loop. The first two are kept in memory: the pages of a file on a disk are written back now
 * and then, and the control thread's next store would have to wait for that. Housekeeping threads.
 *
 * @param parents folders that may hold the private folder, the preferred one first
 * @param uid number of the user
 */
public record CountersFolder(List<Path> parents, int uid) {
    private static final String SUFFIX = ".counters";
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    /** Copies the list. */
    public CountersFolder {
        parents = List.copyOf(parents);
    }

    /** The folders of the user who runs this process. */
    public static CountersFolder ofThisUser() throws IOException {
        return of(System.getenv());
    }

    static CountersFolder of(Map<String, String> environment) throws IOException {
        List<Path> parents = new ArrayList<>();
        @Nullable String runtime = environment.get("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isBlank()) {
            parents.add(Path.of(runtime));
        }
        parents.add(Path.of("/dev/shm"));
        parents.add(Path.of(System.getProperty("java.io.tmpdir")));
        return new CountersFolder(parents, uidOf(Path.of("/proc/self")));
    }

    private static int uidOf(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * A name for the counters of a loop of this process that is not taken, in the private folder, which is made where it is
     * missing. What killed processes have left there is removed.
     *
     * @throws IOException where there is no place for it, in one line
     */
    Path newFile(String rig) throws IOException {
        IOException last = new NoSuchFileException(parents.toString());
        for (Path parent : parents) {
            try {
                Path folder = make(parent);
                removeLeftovers(folder);
                return unused(folder, ProcessHandle.current().pid() + "-" + rig);
            } catch (IOException e) {
                // The next one may do; where none does, the last reason is told.
                last = e;
            }
        }
        throw last;
    }

    private Path make(Path parent) throws IOException {
        Path folder = folder(parent);
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (FileAlreadyExistsException e) {
            // Others may write to the parent, so what bears the name need not be ours.
            if (!isOurs(folder)) {
                throw new FileSystemException(
                        folder.toString(), null, "is not a private folder of this user; remove it");
            }
        }
        if (!Files.isWritable(folder)) {
            throw new FileSystemException(folder.toString(), null, "cannot be written");
        }
        return folder;
    }

    private Path folder(Path parent) {
        return parent.resolve("plumb-" + uid);
    }

    private boolean isOurs(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && uidOf(folder) == uid
                && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                        .equals(PRIVATE);
    }

    private static Path unused(Path folder, String name) {
        Path file = folder.resolve(name + SUFFIX);
        for (int i = 2; Files.exists(file, LinkOption.NOFOLLOW_LINKS); i++) {
            file = folder.resolve(name + "-" + i + SUFFIX);
        }
        return file;
    }

    /** The counters of every loop that runs now and can be read by this version, oldest first. */
    public List<MappedCounters> running() throws IOException {
        List<MappedCounters> running = new ArrayList<>();
        for (Path file : files()) {
            open(file).filter(MappedCounters::running).ifPresent(running::add);
        }
        running.sort((a, b) -> a.identity().startedAt().compareTo(b.identity().startedAt()));
        return running;
    }

    /** Empty where it has just ended, or is of another version or not yet complete: not one that can be watched. */
    private static Optional<MappedCounters> open(Path file) throws IOException {
        try {
            return Optional.of(MappedCounters.open(file));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** All counters files of this user, whoever's they are. */
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path parent : parents) {
            Path folder = folder(parent);
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOurs(folder)) {
                files.addAll(files(folder));
            }
        }
        return files;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    /** The name begins with the process, which is all that can be known of a file that another version has written. */
    private static void removeLeftovers(Path folder) throws IOException {
        for (Path file : files(folder)) {
            String name = Objects.requireNonNull(file.getFileName()).toString();
            String pid = name.substring(0, StrictMath.max(0, name.indexOf('-')));
            if (pid.matches("[0-9]{1,18}") && !isOfLivingProcess(file, Long.parseLong(pid))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isOfLivingProcess(Path file, long pid) throws IOException {
        if (ProcessStamp.of(pid).isEmpty()) {
            return false;
        }
        // Another version's, or one that is being made: the process lives, so it is left alone.
        return open(file).map(counters -> counters.identity().process().alive()).orElse(true);
    }

    @Override
    public String toString() {
        return parents.stream()
                .map(parent -> folder(parent).toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElse("");
    }
}
