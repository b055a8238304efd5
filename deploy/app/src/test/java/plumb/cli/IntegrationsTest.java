package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import plumb.readiness.Obstacle;
import plumb.readiness.ReadinessState;
import plumb.readiness.ReadinessStatement;
import plumb.readiness.RigIdentity;
import tools.jackson.databind.JsonNode;

/** What is shipped for other tools understands the real payloads. */
class IntegrationsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "")).resolve("../integrations");
    private static final Pattern SECTION =
            Pattern.compile("(?s)\\[\\[inputs\\.mqtt_consumer]]\\n.*?topics = \\[\"(?<topic>[^\"]+)\"]"
                    + "(?<rest>.*?)(?=\\n\\[\\[inputs\\.mqtt_consumer]]|$)");
    private static final Pattern FIELD = Pattern.compile("path = \"(?<path>[^\"]+)\"");

    @Test
    void telegrafNamesTopicsAndFieldsThatExist() throws IOException {
        List<MatchResult> sections = SECTION.matcher(Files.readString(FOLDER.resolve("telegraf.conf")))
                .results()
                .toList();
        assertThat(sections)
                .extracting(section -> section.group("topic"))
                .containsExactly("plumb/v1/+/metric/loop", "plumb/v1/+/readiness");
        for (MatchResult section : sections) {
            String topic = section.group("topic");
            String name = topic.replace("plumb/v1/+/", "").replace('/', '-');
            List<String> paths = FIELD.matcher(section.group("rest"))
                    .results()
                    .map(field -> field.group("path"))
                    .toList();
            assertThat(paths).isNotEmpty();
            JsonNode schema = Typed.json(Schemas.text(name));
            assertThat(paths)
                    .allSatisfy(
                            path -> assertThat(exists(schema, path)).as(path).isTrue());
            assertThat(exists(schema, "nonsense")).isFalse();
            assertThat(section.group("rest")).contains("topic = \"" + topic + "\"");
        }
    }

    private static boolean exists(JsonNode schema, String path) {
        JsonNode at = schema;
        for (String name : path.split("\\.", -1)) {
            at = at.path("properties").path(name);
        }
        return !at.isMissingNode();
    }

    @Test
    void theFlowsFunctionTellsReadyFromNotReadyFromSilent() throws IOException, InterruptedException {
        String ready = Typed.json(flow(statement(true))).get("text").stringValue();
        assertThat(ready).isEqualTo("lab is ready");
        String blocked = Typed.json(flow(statement(false))).get("text").stringValue();
        assertThat(blocked).isEqualTo("lab is not ready: too late -> mend it");
        assertThat(Typed.json(flow("")).get("known").booleanValue()).isFalse();
        assertThat(flow(statement(true), "later")).contains("lab is silent");
    }

    @Test
    void theFlowHearsAndAsksWhatARigSaysAndTakes() throws IOException {
        JsonNode flow = Typed.json(Files.readString(FOLDER.resolve("node-red-flow.json")));
        assertThat(flow.findValuesAsString("topic")).contains("plumb/v1/+/readiness", "plumb/v1/lab/command/stop");
        for (JsonNode node : flow) {
            if (node.path("type").asString("").equals("inject")) {
                assertThat(Schemas.problems("command", node.get("payload").stringValue()))
                        .isEmpty();
            }
            if (node.path("type").asString("").equals("mqtt out")) {
                assertThat(node.get("retain").stringValue()).isEqualTo("false");
            }
        }
    }

    /** Runs the function of the flow in node, as Node-RED does: what it returns, or with "later" what it sends afterwards. */
    private static String flow(String payload, String... when) throws IOException, InterruptedException {
        String script = """
                const flow = JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'));
                const stored = {};
                const context = { get: (k) => stored[k], set: (k, v) => { stored[k] = v; } };
                const later = process.argv[3] === 'later';
                const say = (m) => console.log(JSON.stringify(m.payload));
                const timer = (f, ms) => { if (later && ms === 3000) f(); return 1; };
                const run = new Function('msg', 'context', 'node', 'setTimeout', 'clearTimeout',
                    flow.find((n) => n.type === 'function').func);
                const result = run({ topic: 'plumb/v1/lab/readiness', payload: process.argv[2] }, context, { send: say }, timer, () => {});
                if (!later) say(result);
                """;
        Process node = new ProcessBuilder(
                        "node",
                        "-e",
                        script,
                        FOLDER.resolve("node-red-flow.json").toString(),
                        payload,
                        String.join("", when))
                .redirectErrorStream(true)
                .start();
        String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(printed).isZero();
        return printed;
    }

    private static String statement(boolean ready) {
        Obstacle obstacle = new Obstacle(
                "timing",
                "fail",
                "too late",
                "mend it",
                Instant.EPOCH,
                OptionalDouble.of(1),
                OptionalDouble.of(2),
                "%");
        return new Payloads()
                .statement(new ReadinessStatement(
                        new RigIdentity("lab", "boot", "c".repeat(64), "b".repeat(64), "sim", "lab"),
                        1,
                        ready ? ReadinessState.READY : ReadinessState.NOT_READY,
                        ready,
                        Optional.empty(),
                        Instant.EPOCH,
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(15),
                        ready ? List.of() : List.of(obstacle)));
    }
}
