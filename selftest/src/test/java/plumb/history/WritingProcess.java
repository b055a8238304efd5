package plumb.history;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that stores verdict after verdict of a rig and names each on stdout once it is stored. Started and killed by the
 * tests.
 */
final class WritingProcess implements AutoCloseable {
    private final Process process;
    private final Path out;

    private WritingProcess(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** In the process: stores until it is killed, has stored so many, or fails, which it says in a line and by exit code 3. */
    public static void main(String[] arguments) throws IOException {
        String rig = arguments[1];
        int from = Integer.parseInt(arguments[2]);
        int to = Integer.parseInt(arguments[3]);
        PrintStream said = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (ReadinessHistory history = ReadinessHistory.open(Path.of(arguments[0]))) {
            for (int n = from; n < to; n++) {
                StoredVerdict verdict = StoredVerdicts.full(rig, n);
                history.store(verdict, 1_000_000);
                said.println(verdict.id());
            }
        } catch (HistoryException e) {
            said.println(e.getMessage());
            System.exit(3);
        }
    }

    /** Starts it on a history, below a limit for the size of files in blocks of 512 bytes, or {@code unlimited}. */
    static WritingProcess start(Path file, String rig, int from, int to, String blocks) throws IOException {
        Path out = Files.createTempFile(file.toAbsolutePath().getParent(), "writer", ".out");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -f " + blocks + " && exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        file.toString(),
                        rig,
                        Integer.toString(from),
                        Integer.toString(to))
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        return new WritingProcess(process, out);
    }

    /** Waits until it has stored so many; false where it ends before. */
    boolean awaitStored(int count) throws IOException, InterruptedException {
        while (said().size() < count) {
            if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for its own end and returns the exit code. */
    int end() throws InterruptedException {
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    /** The whole lines that it has said. */
    List<String> said() throws IOException {
        String text = Files.readString(out);
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (!lines.isEmpty() && !text.endsWith("\n")) {
            lines.removeLast();
        }
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
