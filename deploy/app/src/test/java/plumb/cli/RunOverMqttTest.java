package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whole runs against a real broker: what is said, what is kept, what is obeyed, and what is left when a run is killed. */
class RunOverMqttTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> TOLERANT = List.of(
            "--quick",
            "--set",
            "selftest.timingWindow=1s",
            "--set",
            "selftest.stabilityTime=60s",
            "--set",
            "selftest.wakeupP99=100%",
            "--set",
            "selftest.cycleP999=100%",
            "--set",
            "loop.maxConsecutiveMisses=1000",
            "--set",
            "loop.maxMissesPer1000=1000");

    @TempDir
    private Path folder;

    @Test
    void saysEverythingAsTheSchemasHaveItAndObeysNothingButWhatStops() throws IOException, InterruptedException {
        try (HeardBroker broker = HeardBroker.start(folder);
                RunProcess run = start(broker, "run", "--duration", "0s")) {
            HeardBroker.await("engaged", SOON, () -> broker.heard("readiness/state", "engaged"));
            int restarts = 3;
            for (int i = 0; i < restarts; i++) {
                int before = broker.heard("readiness").size();
                broker.restart();
                HeardBroker.await(
                        "a statement after the broker's end " + i,
                        SOON,
                        () -> broker.heard("readiness").size() > before);
            }
            HeardBroker.await(
                    "figures of the loop",
                    SOON,
                    () -> !broker.heard("metric/loop").isEmpty());
            stopsWhenAskedAndAnswersAndObeysNothingElse(broker, run);
            HeardBroker.await("offline", SOON, () -> broker.heard("status", "offline"));

            Map<String, Integer> qualities = Map.of("telemetry", 0, "metric/loop", 0, "readiness/state", 0, "event", 1);
            for (HeardBroker.Heard message : broker.heard()) {
                String name = message.topic().replaceFirst("^plumb/v1/lab/", "");
                if (name.startsWith("command/") || name.startsWith("answers/")) {
                    // What this test said itself, and what it was answered.
                    continue;
                }
                boolean sample = qualities.containsKey(name);
                assertThat(message.retained()).as(message.topic()).isEqualTo(!sample);
                assertThat(message.qos()).as(message.topic()).isEqualTo(qualities.getOrDefault(name, 1));
                assertThat(problems(name, message.payload()))
                        .as("%s %s", message.topic(), message.payload())
                        .isEmpty();
            }
            assertThat(broker.heard().stream().map(HeardBroker.Heard::topic).collect(Collectors.toSet()))
                    .contains(
                            "plumb/v1/lab/status",
                            "plumb/v1/lab/readiness",
                            "plumb/v1/lab/readiness/state",
                            "plumb/v1/lab/gate/timing",
                            "plumb/v1/lab/telemetry",
                            "plumb/v1/lab/metric/loop",
                            "plumb/v1/lab/event",
                            "homeassistant/device/lab/config");
            assertThat(lifecycle(broker))
                    .containsExactly(
                            "self-test: the self-test begins",
                            "ready: the verdict permits a run",
                            "armed: armed by the operator",
                            "capturing: the loop is warm",
                            "engaged: the pendulum is where the law can hold it",
                            "stopping: stopped on request",
                            "stopped: the safe command is out");
            assertThat(sequence(broker)).as("statements come in their order").isSorted();
            List<String> kept = broker.kept();
            assertThat(kept).contains("plumb/v1/lab/status offline", "plumb/v1/lab/gate/bounds pass");
            assertThat(kept).noneMatch(line -> line.startsWith("plumb/v1/lab/readiness "));
        }
    }

    private static void stopsWhenAskedAndAnswersAndObeysNothingElse(HeardBroker broker, RunProcess run)
            throws IOException, InterruptedException {
        broker.tool("mosquitto_pub", "-q", "1", "-t", "plumb/v1/lab/command/arm", "-m", "{}");
        broker.tool("mosquitto_pub", "-q", "1", "-t", "plumb/v1/lab/command/stop", "-m", "now!");
        HeardBroker.await(
                "malformed",
                SOON,
                () -> broker.heard("event").stream()
                                .filter(event -> event.payload().contains("malformed"))
                                .count()
                        == 2);
        String answer = broker.tool(
                "mosquitto_rr",
                "-q",
                "1",
                "-W",
                "20",
                "-t",
                "plumb/v1/lab/command/selftest",
                "-e",
                "answers/me",
                "-m",
                "{}");
        assertThat(Typed.json(answer).get("accepted").booleanValue()).isFalse();
        answer = broker.tool(
                "mosquitto_rr",
                "-q",
                "1",
                "-W",
                "20",
                "-t",
                "plumb/v1/lab/command/stop",
                "-e",
                "answers/me",
                "-m",
                "{\"reason\":\"tea\"}");
        JsonNode document = Typed.json(answer);
        assertThat(document.get("accepted").booleanValue()).isTrue();
        assertThat(Schemas.problems("command-answer", answer.strip())).isEmpty();
        Typed typed = run.end();
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("stopped");
        assertThat(broker.heard("event")).anyMatch(event -> event.payload().contains("tea"));
    }

    @Test
    void aRunThatIsKilledIsOfflineAndItsStatementDoesNotOutliveIt() throws IOException, InterruptedException {
        try (HeardBroker broker = HeardBroker.start(folder)) {
            Process run = WatchedRig.start(folder, broker.port(), Duration.ofSeconds(1));
            try {
                HeardBroker.await("engaged", SOON, () -> broker.heard("readiness/state", "engaged"));
                assertThat(broker.kept()).anyMatch(line -> line.startsWith("plumb/v1/lab/readiness "));
            } finally {
                run.destroyForcibly();
            }
            HeardBroker.await("offline", Duration.ofSeconds(4), () -> broker.heard("status", "offline"));
            HeardBroker.await("forgotten", Duration.ofSeconds(12), () -> {
                try {
                    return broker.kept().stream().noneMatch(line -> line.startsWith("plumb/v1/lab/readiness "));
                } catch (IOException e) {
                    throw new AssertionError(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            });
        }
    }

    @Test
    void aSelfTestWhoseVerdictIsNotDeliveredFails() {
        Typed typed = Typed.plumb(arguments("selftest", "--quiet", "--publish", "mqtt://127.0.0.1:1"));
        assertThat(typed.exit()).isEqualTo(ExitCode.FAULT);
        assertThat(typed.err()).hasLineCount(1).contains("verdict was not delivered", "127.0.0.1:1", "refused");
    }

    @Test
    void aSelfTestDeliversItsVerdict() throws IOException {
        try (HeardBroker broker = HeardBroker.start(folder)) {
            Typed typed = Typed.plumb(arguments("selftest", "--json", "--publish", broker.url()));
            String verdictId = typed.json().get("verdictId").stringValue();
            HeardBroker.await("offline", SOON, () -> broker.heard("status", "offline"));
            assertThat(broker.heard("readiness")).anyMatch(m -> m.payload().contains(verdictId));
        }
    }

    @Test
    void secretsAreNeverPrintedNorRecorded() throws IOException {
        Typed typed = Typed.plumb("run", "--broker", "mqtt://me:hunter2@127.0.0.1");
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err()).hasLineCount(1).contains("broker.user").doesNotContain("hunter2");
        Path secret = folder.resolve("password");
        java.nio.file.Files.writeString(secret, "hunter2\n");
        Typed printed = Typed.plumb(
                "run",
                "--broker",
                "mqtts://b",
                "--set",
                "broker.user=me",
                "--set",
                "broker.passwordFile=" + secret,
                "--print-config");
        assertThat(printed.out())
                .contains("passwordFile: " + secret, "url: mqtts://b:8883")
                .doesNotContain("hunter2");
    }

    private static List<String> lifecycle(HeardBroker broker) {
        return broker.heard("event").stream()
                .map(event -> Typed.json(event.payload()))
                .filter(event -> event.get("kind").stringValue().equals("lifecycle"))
                .map(event -> event.get("what").stringValue() + ": "
                        + event.get("reason").stringValue())
                .toList();
    }

    private static List<Long> sequence(HeardBroker broker) {
        return broker.heard("readiness").stream()
                .filter(message -> !message.payload().isEmpty())
                .map(message -> Typed.json(message.payload()).get("seq").longValue())
                .toList();
    }

    private static List<String> problems(String name, String payload) throws IOException {
        if (payload.isEmpty()) {
            assertThat(name).matches("readiness|alert/.*");
            return List.of();
        }
        if (name.startsWith("homeassistant/")) {
            return Schemas.problems("home-assistant", payload);
        }
        if (Set.of("status", "readiness/state").contains(name)) {
            return Schemas.problemsOfText(name.replace('/', '-'), payload);
        }
        if (name.startsWith("gate/")) {
            return Schemas.problemsOfText("gate", payload);
        }
        return Schemas.problems(name.startsWith("alert/") ? "alert" : name.replace('/', '-'), payload);
    }

    private RunProcess start(HeardBroker broker, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments(options)));
        all.addAll(List.of("--broker", broker.url()));
        return RunProcess.start(folder, all);
    }

    private static String[] arguments(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(TOLERANT);
        return all.toArray(String[]::new);
    }
}
