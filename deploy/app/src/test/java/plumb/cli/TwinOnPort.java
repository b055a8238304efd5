package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The firmware's twin of the host, built from the sources here, at a port of its own. One thread. */
final class TwinOnPort implements AutoCloseable {
    static final Path SOURCES =
            Path.of(System.getProperty("basedir", ""), "..", "firmware").normalize();

    private final Process process;
    private final String port;

    private TwinOnPort(Process process, String port) {
        this.process = process;
        this.port = port;
    }

    /** Builds it in the folder, where it is not there yet, and starts it. */
    static TwinOnPort start(Path folder, String... options) throws IOException, InterruptedException {
        String program = folder.resolve("plumb-twin").toString();
        ToolRun made =
                ToolRun.of(List.of("make", "-C", SOURCES.toAbsolutePath().toString(), "BUILD=" + folder, program), 60);
        assertThat(made.exitCode()).as("%s", made.printed()).isZero();
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        assertThat(line).startsWith("pty ");
        return new TwinOnPort(process, line.substring("pty ".length()));
    }

    String port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
