package plumb.twin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A twin's program, built on this machine from the sources of the firmware, once for each state of them. Kept in a folder
 * that only this user can write to. Housekeeping thread.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of
public enum TwinBinary {
    /** The firmware's core, compiled for this machine. */
    HOST("twin-", "the firmware's twin", List.of("plumb-twin"), List.of("core", "twin"), "gcc make libc6-dev"),
    /** The image that is flashed, in a simulated processor. */
    AVR(
            "avr-twin-",
            "the microcontroller's image and what it runs in",
            List.of("plumb-simavr", "plumb-uno.hex"),
            List.of("core", "twin", "avr"),
            "gcc make libc6-dev gcc-avr avr-libc binutils-avr libsimavr-dev libelf-dev");

    private static final int PATIENCE_SECONDS = 120;
    private static final int DIGEST_CHARACTERS = 16;

    private final String prefix;
    private final String title;
    private final List<String> goals;
    private final List<String> sources;
    private final String packages;

    /** The first goal is the program; it finds the others beside it. */
    TwinBinary(String prefix, String title, List<String> goals, List<String> sources, String packages) {
        this.prefix = prefix;
        this.title = title;
        this.goals = goals;
        this.sources = sources;
        this.packages = packages;
    }

    /**
     * The program; builds it where it is not there yet.
     *
     * @param firmware folder of the sources
     * @param cache folder where built programs are kept; made where it is missing
     * @param say receives a line for people before something takes time
     * @throws IOException with one line that says what is missing and what to type
     */
    public Path find(Path firmware, Path cache, Consumer<String> say) throws IOException, InterruptedException {
        if (!Files.isRegularFile(firmware.resolve("Makefile"))) {
            throw new IOException("the twin needs the firmware's sources; there are none in " + firmware);
        }
        Path folder = cache.resolve(prefix + digest(firmware));
        Path program = folder.resolve(goals.getFirst());
        makePrivate(folder);
        if (!Files.isExecutable(program)) {
            say.accept("building " + title + " (once)");
            build(firmware, folder);
        }
        return program;
    }

    /** Whoever could write there could put a program of his own in its place. */
    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            boolean mine = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
                            .getName()
                            .equals(System.getProperty("user.name"))
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
                            .equals("rwx------");
            if (!mine) {
                throw new IOException(folder + " is not a folder that only " + System.getProperty("user.name")
                        + " can use; remove it");
            }
        }
    }

    private void build(Path firmware, Path folder) throws IOException, InterruptedException {
        Path made = Files.createTempDirectory(folder, "build");
        try {
            make(firmware, made);
            // The program last: where it is, everything is.
            for (String goal : goals.reversed()) {
                Files.move(made.resolve(goal), folder.resolve(goal), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            remove(made);
        }
    }

    private void make(Path firmware, Path made) throws IOException, InterruptedException {
        Path log = made.resolve("log");
        Process make;
        try {
            // Its default goal may have more in it than the twin.
            List<String> command = new ArrayList<>(List.of(
                    "make", "-s", "-C", firmware.toAbsolutePath().toString(), "BUILD=" + made.toAbsolutePath()));
            goals.forEach(
                    goal -> command.add(made.toAbsolutePath().resolve(goal).toString()));
            make = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(missing("make cannot be started"), e);
        }
        try {
            if (!make.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || make.exitValue() != 0) {
                throw new IOException(missing(reason(Files.readString(log, StandardCharsets.UTF_8))));
            }
        } finally {
            make.descendants().forEach(ProcessHandle::destroyForcibly);
            make.destroyForcibly();
        }
    }

    private static void remove(Path made) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(made)) {
            left = files.toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
        Files.delete(made);
    }

    /** The line that says it; make's own last line only repeats that something failed. */
    private static String reason(String log) {
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("rror") || line.contains("not found") || line.contains("No such file"))
                .findFirst()
                .orElse(lines.isEmpty() ? "make said nothing" : lines.getLast());
    }

    private String missing(String reason) {
        return title + " could not be built: " + reason + "; where a compiler is missing type: sudo apt-get install "
                + packages;
    }

    /** Of everything that the program is made of. */
    private String digest(Path firmware) throws IOException {
        List<Path> files = new ArrayList<>(List.of(firmware.resolve("Makefile")));
        for (String folder : sources) {
            try (Stream<Path> inside = Files.list(firmware.resolve(folder))) {
                inside.filter(Files::isRegularFile).forEach(files::add);
            } catch (NoSuchFileException e) {
                throw new IOException("the firmware's sources in " + firmware + " are not whole: no " + folder, e);
            }
        }
        files.sort(null);
        MessageDigest sum = sha256();
        for (Path file : files) {
            sum.update(firmware.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            sum.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(sum.digest()).substring(0, DIGEST_CHARACTERS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
