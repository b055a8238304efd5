package plumb.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The folder {@code src/test/npm} with its packages installed, below {@code target}: the scripts are copied there for every
 * test class, the packages are installed once per lock file. Any thread; several processes may share it.
 */
public final class NpmFolder {
    private static final Path SOURCE =
            Path.of(System.getProperty("basedir", "")).resolve("src/test/npm");
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "")).resolve("target/npm");

    private NpmFolder() {}

    /** Copies the scripts and installs the packages of the lock file where that has not been done. */
    public static NpmFolder install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path lockFile = FOLDER.resolve(".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            copy();
            Path installed = FOLDER.resolve("node_modules/.installed-from");
            String wanted = Files.readString(SOURCE.resolve("package-lock.json"));
            if (!Files.exists(installed) || !Files.readString(installed).equals(wanted)) {
                Path log = FOLDER.resolve("npm-ci.log");
                int exit = run(
                        log,
                        300,
                        Map.of(),
                        List.of("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"));
                assertThat(exit).as("npm ci: %s", Files.readString(log)).isZero();
                Files.writeString(installed, wanted);
            }
        }
        return new NpmFolder();
    }

    /** Runs a script of the folder; fails with what it printed unless it exits with 0. Returns what it printed. */
    public String run(String script, int seconds, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(FOLDER, script.replaceAll("\\W+", "-"), ".log");
        int exit = run(log, seconds, environment, command);
        String printed = Files.readString(log);
        assertThat(exit).as("node %s:%n%s", script, printed).isZero();
        Files.delete(log);
        return printed;
    }

    /** Where the packages and the copies of the scripts are. */
    public Path path() {
        return FOLDER;
    }

    private static int run(Path log, int seconds, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(seconds, TimeUnit.SECONDS))
                    .as("%s ends within %d s:%n%s", String.join(" ", command), seconds, Files.readString(log))
                    .isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = FOLDER.resolve(SOURCE.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
