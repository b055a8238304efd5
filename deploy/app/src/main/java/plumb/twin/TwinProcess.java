package plumb.twin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A twin that runs, and the port at which it answers: a name that stays when the twin is unplugged and comes back. It ends with
 * this process, however that ends. Housekeeping thread, or one other at a time.
 */
public final class TwinProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;
    private static final String ANSWER = "pty ";
    private static final int RESET = 'r';

    private final List<String> command;
    private final Path folder;
    private final Path port;
    private @Nullable Process process;

    private TwinProcess(List<String> command, Path folder) {
        this.command = command;
        this.folder = folder;
        this.port = folder.resolve("port");
    }

    /**
     * A twin that does not run yet.
     *
     * @param program from {@link TwinBinary}
     * @param options of its command line
     */
    public static TwinProcess prepare(Path program, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(options);
        // The name is what is wanted: nobody else has the same.
        Path folder = Files.createTempDirectory("plumb-twin");
        Files.delete(folder);
        return new TwinProcess(command, folder);
    }

    /** Path of the port. */
    public String port() {
        return port.toString();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /**
     * Lets the twin come, as one that has just been switched on.
     *
     * @throws IOException when it does not start; one line
     */
    public void plug() throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        process = started;
        BufferedReader answers =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String answer = Optional.ofNullable(answers.readLine()).orElse("it said nothing");
        if (!answer.startsWith(ANSWER)) {
            throw new IOException("the firmware's twin did not start: " + answer);
        }
        Path next = folder.resolve("next");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, Path.of(answer.substring(ANSWER.length())));
        Files.move(next, port, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Presses its reset button, where it runs; the port stays. */
    public void reset() throws IOException {
        Process running = process;
        if (running != null) {
            OutputStream button = running.getOutputStream();
            button.write(RESET);
            button.flush();
        }
    }

    /** Takes the twin away, as a cable that is pulled; the port's name goes too. */
    public void unplug() throws IOException {
        Files.deleteIfExists(port);
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        running.destroyForcibly();
        try {
            running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it and removes its port; it may be plugged in again. Harmless when repeated. */
    @Override
    public void close() {
        try {
            unplug();
            Files.deleteIfExists(folder.resolve("next"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the firmware's twin cannot be ended in order", e);
        }
    }
}
