package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code plumb run --arm key} on a real pseudo-terminal, with an operator at its keys and another at a broker. */
class RunSessionTest {
    private static final Duration SOON = Duration.ofSeconds(150);

    @TempDir
    private Path folder = Path.of("");

    /** One process for everything that arms and what takes it back. */
    @Test
    void theOperatorArmsDisarmsAcknowledgesAFaultAndArmsAgainInOneProcess() throws IOException, InterruptedException {
        try (HeardBroker broker = HeardBroker.start(folder)) {
            Process terminal = terminal(broker);
            try {
                awaitScreen(terminal, "a arms", 1);
                assertThat(lifecycle(broker)).noneMatch(event -> event.startsWith("armed"));
                arm(terminal, broker, 1);

                String answer = broker.tool(
                        "mosquitto_rr",
                        "-q",
                        "1",
                        "-W",
                        "20",
                        "-t",
                        "plumb/v1/lab/command/disarm",
                        "-e",
                        "answers/me",
                        "-m",
                        "{}");
                assertThat(Typed.json(answer).get("accepted").booleanValue()).isTrue();
                awaitScreen(terminal, "a arms", 2);

                arm(terminal, broker, 2);
                signal("STOP");
                Thread.sleep(500);
                signal("CONT");
                awaitScreen(terminal, "c acknowledges", 1);
                press(terminal, 'a');
                press(terminal, 'c');
                awaitScreen(terminal, "a arms", 3);

                arm(terminal, broker, 3);
                press(terminal, 'd');
                awaitScreen(terminal, "a arms", 4);
                press(terminal, 'q');
                assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).as(screen()).isTrue();
            } finally {
                terminal.descendants().forEach(ProcessHandle::destroyForcibly);
                terminal.destroyForcibly();
            }
            assertThat(screen()).contains("run 0", " icanon", " echo ");
            HeardBroker.await("offline", SOON, () -> broker.heard("status", "offline"));
            assertThat(lifecycle(broker))
                    .containsExactly(
                            "self-test: the self-test begins",
                            "ready: the verdict permits a run",
                            "armed: armed by the operator",
                            "capturing: the loop is warm",
                            "engaged: the pendulum is where the law can hold it",
                            "ready: disarmed by the operator",
                            "armed: armed by the operator",
                            "capturing: the loop is warm",
                            "engaged: the pendulum is where the law can hold it",
                            "fault",
                            "not-ready: the operator has acknowledged the fault",
                            "self-test: the self-test begins",
                            "ready: the verdict permits a run",
                            "armed: armed by the operator",
                            "capturing: the loop is warm",
                            "engaged: the pendulum is where the law can hold it",
                            "ready: disarmed by the operator",
                            "stopping: stopped",
                            "stopped: the safe command is out");
        }
        JsonNode last = Typed.json(Files.readString(folder.resolve("document.json")));
        assertThat(last.get("outcome").stringValue()).isEqualTo("stopped");
        assertThat(last.get("reason").stringValue()).isEqualTo("disarmed");
        List<String> earlier = last.get("earlierRunFolders")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
        assertThat(earlier).hasSize(2);
        JsonNode disarmed = document(earlier.get(0));
        JsonNode fault = document(earlier.get(1));
        assertThat(disarmed.get("reason").stringValue()).isEqualTo("disarmed");
        assertThat(fault.get("outcome").stringValue()).isIn("fault", "fell");
        assertThat(disarmed.get("verdictId")).as("still the same verdict").isEqualTo(fault.get("verdictId"));
        assertThat(last.get("verdictId")).as("a fresh one after the fault").isNotEqualTo(fault.get("verdictId"));
        for (String run :
                List.of(earlier.get(0), earlier.get(1), last.get("runFolder").stringValue())) {
            assertThat(folder.resolve(run))
                    .isDirectoryContaining("glob:**/{recording.plumb}")
                    .isDirectoryContaining("glob:**/{report.html}")
                    .isDirectoryContaining("glob:**/{verdict.json}");
        }
    }

    private JsonNode document(String run) throws IOException {
        return Typed.json(Files.readString(folder.resolve(run).resolve("run.json")));
    }

    private static List<String> lifecycle(HeardBroker broker) {
        return broker.heard("event").stream()
                .map(event -> Typed.json(event.payload()))
                .filter(event -> event.get("kind").stringValue().equals("lifecycle"))
                .map(event -> event.get("what").stringValue() + ": "
                        + event.get("reason").stringValue())
                // What a stall of half a second brings about first is not what this is about.
                .map(event -> event.startsWith("fault: ") ? "fault" : event)
                .toList();
    }

    /** As a person does who sees nothing happen: presses again. A key too many changes nothing once it is armed. */
    private void arm(Process terminal, HeardBroker broker, int times) throws IOException {
        long deadline = System.nanoTime() + SOON.toNanos();
        long next = System.nanoTime();
        while (lifecycle(broker).stream()
                        .filter(event -> event.startsWith("engaged"))
                        .count()
                < times) {
            assertThat(System.nanoTime())
                    .as("engaged %s times; %s; %s", times, lifecycle(broker), screen())
                    .isLessThan(deadline);
            if (System.nanoTime() - next >= 0) {
                press(terminal, 'a');
                next = System.nanoTime() + 10_000_000_000L;
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** A terminal in which the command runs and then says how it ended and how the terminal is set up. */
    private Process terminal(HeardBroker broker) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path script = folder.resolve("in-terminal.sh");
        Files.writeString(script, """
                sh -c 'echo $$ >pid; exec "$0" "$@"' '%s' -Dplumb.terminal=true --enable-native-access=ALL-UNNAMED \
                    --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
                    --add-exports=java.base/jdk.internal.access=ALL-UNNAMED \
                    --add-exports=java.base/jdk.internal.reflect=ALL-UNNAMED -cp '%s' plumb.cli.Plumb \
                    run --arm key --duration 0s --quick --json --broker %s \
                    --set selftest.wakeupP99=100%% --set selftest.cycleP999=100%% \
                    --set loop.maxConsecutiveMisses=300 --set loop.maxMissesPer1000=1000 >document.json
                echo "run $?"
                stty -a
                """.formatted(java, System.getProperty("java.class.path"), broker.url()));
        return new ProcessBuilder(
                        "script",
                        "--quiet",
                        "--flush",
                        "--command",
                        "sh " + script,
                        folder.resolve("typescript").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("screen").toFile())
                .start();
    }

    private static void press(Process terminal, char key) throws IOException {
        terminal.getOutputStream().write(key);
        terminal.getOutputStream().flush();
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = Files.readString(folder.resolve("pid")).strip();
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .start()
                        .waitFor())
                .isZero();
    }

    private void awaitScreen(Process terminal, String text, int times) {
        BooleanSupplier seen = () -> {
            assertThat(terminal.isAlive()).as("ended early: %s", screen()).isTrue();
            return screen().split(text, -1).length > times;
        };
        HeardBroker.await("\"" + text + "\" " + times + " times", SOON, seen);
    }

    private String screen() {
        try {
            return Files.readString(folder.resolve("screen"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
