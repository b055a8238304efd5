package plumb.twin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The twin's program, built on this machine from the sources of the firmware, once for each state of them. Kept in a folder
 * that only this user can write to. Housekeeping thread.
 */
public final class TwinBinary {
    private static final String NAME = "plumb-twin";
    private static final int PATIENCE_SECONDS = 120;
    private static final int DIGEST_CHARACTERS = 16;

    private TwinBinary() {}

    /**
     * The program; builds it where it is not there yet.
     *
     * @param firmware folder of the sources
     * @param cache folder where built programs are kept; made where it is missing
     * @param say receives a line for people before something takes time
     * @throws IOException with one line that says what is missing and what to type
     */
    public static Path find(Path firmware, Path cache, Consumer<String> say) throws IOException, InterruptedException {
        if (!Files.isRegularFile(firmware.resolve("Makefile"))) {
            throw new IOException("the twin needs the firmware's sources; there are none in " + firmware);
        }
        Path folder = cache.resolve("twin-" + digest(firmware));
        Path program = folder.resolve(NAME);
        makePrivate(folder);
        if (!Files.isExecutable(program)) {
            say.accept("building the firmware's twin (once)");
            build(firmware, folder, program);
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

    private static void build(Path firmware, Path folder, Path program) throws IOException, InterruptedException {
        Path made = Files.createTempDirectory(folder, "build");
        Path log = made.resolve("log");
        Process make;
        try {
            // Its default goal may have more in it than the twin.
            make = new ProcessBuilder(
                            "make",
                            "-C",
                            firmware.toAbsolutePath().toString(),
                            "BUILD=" + made.toAbsolutePath(),
                            made.toAbsolutePath().resolve(NAME).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(missing("make cannot be started"), e);
        }
        if (!make.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || make.exitValue() != 0) {
            make.descendants().forEach(ProcessHandle::destroyForcibly);
            make.destroyForcibly();
            throw new IOException(missing(reason(Files.readString(log, StandardCharsets.UTF_8))));
        }
        Files.move(made.resolve(NAME), program, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(log);
        Files.delete(made);
    }

    /** The line that says it; make's own last line only repeats that something failed. */
    private static String reason(String log) {
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("rror") || line.contains("not found"))
                .findFirst()
                .orElse(lines.isEmpty() ? "make said nothing" : lines.getLast());
    }

    private static String missing(String reason) {
        return "the firmware's twin could not be built: " + reason
                + "; where a compiler is missing type: sudo apt-get install gcc make libc6-dev";
    }

    /** Of everything that the program is made of. */
    private static String digest(Path firmware) throws IOException {
        MessageDigest sum = sha256();
        try (Stream<Path> core = Files.list(firmware.resolve("core"));
                Stream<Path> twin = Files.list(firmware.resolve("twin"))) {
            for (Path file : Stream.concat(Stream.of(firmware.resolve("Makefile")), Stream.concat(core, twin))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                sum.update(firmware.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                sum.update(Files.readAllBytes(file));
            }
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
