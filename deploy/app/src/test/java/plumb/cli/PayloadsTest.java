package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.model.State;
import plumb.mqtt.Answer;
import plumb.mqtt.CommandKind;
import plumb.mqtt.LoopMetrics;
import plumb.mqtt.MalformedPayloadException;
import plumb.mqtt.RigEvent;
import plumb.mqtt.Topics;
import plumb.observe.LoopSnapshot;
import plumb.observe.PhaseSummary;
import plumb.readiness.Obstacle;
import plumb.readiness.ReadinessState;
import plumb.readiness.ReadinessStatement;
import plumb.readiness.RigIdentity;
import plumb.readiness.Validity;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/** Every payload is what its schema says, and the schema would notice if it were not. */
class PayloadsTest {
    private static final RigIdentity RIG = new RigIdentity("lab", "boot", "c".repeat(64), "b".repeat(64), "sim", "lab");
    private final Payloads payloads = new Payloads();

    @Test
    void everySchemaIsForOneOfThePayloads() throws IOException {
        assertThat(Schemas.names())
                .containsExactly(
                        "alert",
                        "command",
                        "command-answer",
                        "event",
                        "gate",
                        "home-assistant",
                        "metric-loop",
                        "readiness",
                        "readiness-state",
                        "status",
                        "telemetry");
    }

    @Test
    void telemetry() throws IOException {
        good("telemetry", payloads.telemetry(1.5, snapshot(0.25)));
        String hole = payloads.telemetry(1.5, snapshot(Double.NaN));
        good("telemetry", hole);
        assertThat(hole).contains("\"surface\":null", "\"phase\":\"engaged\"");
        bad("telemetry", hole.replace("\"forceN\"", "\"force\""));
        bad("telemetry", hole.replace("engaged", "flying"));
    }

    @Test
    void metrics() throws IOException {
        PhaseSummary summary = new PhaseSummary(9, 1, 2, 3, 4, 5, 6);
        good(
                "metric-loop",
                payloads.loop(new LoopMetrics(
                        2, snapshot(0), Optional.of(summary), Optional.of(summary), 3, OptionalLong.of(4))));
        String nothing = payloads.loop(
                new LoopMetrics(2, snapshot(0), Optional.empty(), Optional.empty(), 0, OptionalLong.empty()));
        good("metric-loop", nothing);
        assertThat(nothing).contains("\"wakeup\":null", "\"dropped\":null");
        bad("metric-loop", nothing.replace("\"gcCount\":0", "\"gcCount\":-1"));
    }

    @Test
    void eventsAndAnswers() throws IOException {
        good("event", payloads.event(new RigEvent(Instant.EPOCH, "lifecycle", "fault", "encoder jump")));
        good("event", payloads.event(new RigEvent(Instant.EPOCH, "command", "stop", "")));
        bad("event", payloads.event(new RigEvent(Instant.EPOCH, "gossip", "stop", "")));
        good("command-answer", payloads.answer(CommandKind.STOP, Answer.yes("stopping")));
        bad("command-answer", payloads.answer(CommandKind.STOP, Answer.yes("")));
    }

    @Test
    void alerts() throws IOException {
        good("alert", payloads.alert(obstacle()));
        bad("alert", payloads.alert(obstacle()).replace("\"remedy\":\"mend it\"", "\"remedy\":\"\""));
    }

    @Test
    void theStatementWithoutAVerdict() throws IOException {
        String text = payloads.statement(new ReadinessStatement(
                RIG,
                1,
                ReadinessState.TESTING,
                false,
                Optional.empty(),
                Instant.EPOCH,
                Duration.ofSeconds(3),
                Duration.ofMinutes(15),
                List.of(obstacle())));
        good("readiness", text);
        assertThat(text).contains("\"score\":null", "\"leaseMs\":3000", "\"maxAgeS\":900");
        bad("readiness", text.replace("testing", "perhaps"));
    }

    @Test
    void discovery() throws IOException {
        String text = HomeAssistantDiscovery.payload(
                new Topics("lab"), RIG, new Validity(Duration.ofSeconds(3), Duration.ofMinutes(15)));
        good("home-assistant", text);
        assertThat(text).contains("plumb/v1/lab/status", "plumb/v1/lab/command/stop", "\"expire_after\":3");
        bad("home-assistant", text.replace("\"state_topic\"", "\"topic\""));
    }

    @Test
    void bareWords() throws IOException {
        for (String word : List.of("online", "offline")) {
            assertThat(Schemas.problemsOfText("status", word)).isEmpty();
        }
        for (ReadinessState state : ReadinessState.values()) {
            assertThat(Schemas.problemsOfText("readiness-state", state.id())).isEmpty();
        }
        assertThat(Schemas.problemsOfText("gate", "pass")).isEmpty();
        assertThat(Schemas.problemsOfText("gate", "green")).isNotEmpty();
        assertThat(Schemas.problemsOfText("status", "away")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\"tea\"}", "{\"reason\":\"\"}"})
    void readsACommand(String payload) throws MalformedPayloadException, IOException {
        good("command", payload);
        assertThat(payloads.reason(payload)).isEqualTo(payload.contains("tea") ? "tea" : "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "{",
                "[]",
                "1",
                "null",
                "\"stop\"",
                "{\"reason\":1}",
                "{\"force\":10}",
                "{\"reason\":\"a\",\"reason\":\"b\"}",
                "{} {}",
                "{\"reason\":\"a\",\"more\":1}",
                "{\"reason\":\"a\\nb\"}"
            })
    void refusesWhatIsNoCommand(String payload) {
        assertThatThrownBy(() -> payloads.reason(payload))
                .isInstanceOf(MalformedPayloadException.class)
                .message()
                .doesNotContain("\n")
                .isNotBlank();
    }

    @Test
    void refusesADeepNestAndALongReasonInOneLine() {
        refusesWhatIsNoCommand("[".repeat(4000));
        refusesWhatIsNoCommand("{\"reason\":\"" + "a".repeat(201) + "\"}");
    }

    @Test
    void noRandomPayloadDoesAnythingButBeReadOrRefused() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder payload = new StringBuilder(random.nextInt(2) == 0 ? "{\"reason\":\"tea\"}" : "{}");
            for (int n = random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(payload.length() + 1);
                if (random.nextInt(2) == 0 && at < payload.length()) {
                    payload.deleteCharAt(at);
                } else {
                    payload.insert(at, (char) random.nextInt(random.nextInt(2) == 0 ? 128 : 0x10000));
                }
            }
            try {
                assertThat(payloads.reason(payload.toString()))
                        .as("seed %d", seed)
                        .hasSizeLessThanOrEqualTo(200);
                read++;
            } catch (MalformedPayloadException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
        assertThat(read).as("seed %d", seed).isPositive().isLessThan(10_000);
    }

    private static Obstacle obstacle() {
        return new Obstacle(
                "timing",
                "fail",
                "too late",
                "mend it",
                Instant.EPOCH,
                OptionalDouble.of(50),
                OptionalDouble.of(100),
                "%");
    }

    private static LoopSnapshot snapshot(double surface) {
        return new LoopSnapshot(
                10,
                5,
                0,
                0,
                0,
                LifecycleState.ENGAGED,
                TripReason.NONE,
                1,
                new State(0.1, 0.01, -0.01, 0, 0, 0),
                1.5,
                surface,
                3,
                OptionalLong.of(0));
    }

    private static void good(String schema, String payload) throws IOException {
        assertThat(Schemas.problems(schema, payload)).as(payload).isEmpty();
    }

    private static void bad(String schema, String payload) throws IOException {
        assertThat(Schemas.problems(schema, payload)).as(payload).isNotEmpty();
    }
}
