package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.config.ConfigReader;
import plumb.observe.CountersFile;
import plumb.observe.CountersFolder;
import plumb.observe.LoopIdentity;

/** {@code plumb top} on a real pseudo-terminal: draws, listens to keys and signals, and leaves the terminal as it was. */
class TopScreenTest {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void qQuitsAndTheTerminalIsAsBefore() throws IOException, InterruptedException {
        assertThat(screenAfter("q")).contains("top 0").contains(" icanon").contains(" echo ");
    }

    @Test
    void ctrlCQuitsAndTheTerminalIsAsBefore() throws IOException, InterruptedException {
        assertThat(screenAfter("\u0003"))
                .contains("top 130")
                .contains(" icanon")
                .contains(" echo ");
    }

    @Test
    void endsByItselfWithTheLoop() throws IOException, InterruptedException {
        CountersFile file = counters();
        Process terminal = terminal(file.path());
        try {
            awaitScreen(terminal);
            file.close();
            assertThat(end(terminal)).contains("is gone after", "top 0");
        } finally {
            file.close();
            terminal.destroyForcibly();
        }
    }

    private String screenAfter(String key) throws IOException, InterruptedException {
        try (CountersFile file = counters()) {
            Process terminal = terminal(file.path());
            try {
                awaitScreen(terminal);
                OutputStream keys = terminal.getOutputStream();
                keys.write(key.getBytes(StandardCharsets.UTF_8));
                keys.flush();
                String screen = end(terminal);
                assertThat(screen).contains(ENTER).contains("rig lab").contains(LEAVE);
                return screen.substring(screen.indexOf(LEAVE));
            } finally {
                terminal.destroyForcibly();
            }
        }
    }

    /** A terminal in which the command runs and then says how it ended and how the terminal is set up. */
    private Process terminal(Path counters) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path script = folder.resolve("in-terminal.sh");
        Files.writeString(script, """
                trap : INT
                '%s' -Dplumb.terminal=true -Dplumb.stdout.terminal=true --enable-native-access=ALL-UNNAMED \
                    --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED -cp '%s' plumb.cli.Plumb top '%s'
                echo "top $?"
                stty -a
                """.formatted(java, System.getProperty("java.class.path"), counters));
        // Whoever runs the tests in the background has made them ignore SIGINT, and a shell cannot undo that.
        return new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        "script",
                        "--quiet",
                        "--flush",
                        "--command",
                        "sh " + script,
                        "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("screen").toFile())
                .start();
    }

    private void awaitScreen(Process terminal) throws IOException, InterruptedException {
        while (!screen().contains("rig lab")) {
            assertThat(terminal.waitFor(50, TimeUnit.MILLISECONDS))
                    .as("ended early: %s", screen())
                    .isFalse();
        }
    }

    private String end(Process terminal) throws IOException, InterruptedException {
        assertThat(terminal.waitFor(30, TimeUnit.SECONDS))
                .as("ends: %s", screen())
                .isTrue();
        return screen();
    }

    private String screen() throws IOException {
        return Files.readString(folder.resolve("screen"), StandardCharsets.UTF_8);
    }

    private CountersFile counters() throws IOException {
        int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
        try {
            return CountersFile.create(
                    new CountersFolder(List.of(folder), uid),
                    LoopIdentity.of(ConfigReader.standard().read(Optional.empty(), List.of()), "test"));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }
}
