package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program of the operating system, to its end. Immutable; housekeeping thread.
 *
 * @param exitCode of the program
 * @param printed what it said, stdout and stderr in their order
 */
record ToolRun(int exitCode, List<String> printed) {
    /**
     * Runs it with nothing on its stdin.
     *
     * @throws IOException when it cannot be started, or takes longer than it may; one line
     */
    static ToolRun of(List<String> command, int patienceSeconds) throws IOException, InterruptedException {
        Path log = Files.createTempFile("plumb-tool", ".log");
        try {
            Process process = start(command, log);
            boolean ended = process.waitFor(patienceSeconds, TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new IOException(command.getFirst() + " did not end within " + patienceSeconds + " s");
            }
            return new ToolRun(
                    process.exitValue(),
                    Files.readString(log, StandardCharsets.UTF_8).lines().toList());
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static Process start(List<String> command, Path log) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    command.getFirst() + " is missing; type: sudo apt-get install " + packages(command.getFirst()), e);
        }
    }

    /** Debian's packages of a program. */
    private static String packages(String program) {
        return program.startsWith("avr-") ? "gcc-avr avr-libc" : program;
    }

    /** The line that says why it failed: the first that speaks of an error, else the last that says anything. */
    String reason() {
        List<String> said = printed.stream().filter(line -> !line.isBlank()).toList();
        return said.stream()
                .filter(line -> line.contains("rror:") || line.contains("does not fit"))
                .findFirst()
                .orElse(said.isEmpty() ? "it said nothing" : said.getLast())
                .strip();
    }
}
