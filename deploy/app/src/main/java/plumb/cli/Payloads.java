package plumb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.model.StateView;
import plumb.mqtt.Answer;
import plumb.mqtt.CommandKind;
import plumb.mqtt.LoopMetrics;
import plumb.mqtt.MalformedPayloadException;
import plumb.mqtt.PayloadFormat;
import plumb.mqtt.RigEvent;
import plumb.observe.LoopSnapshot;
import plumb.readiness.Obstacle;
import plumb.readiness.ReadinessStatement;
import plumb.readiness.RigIdentity;
import plumb.readiness.StatementFormat;
import plumb.readiness.VerdictReport;
import plumb.runtime.LifecycleState;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The payloads of MQTT as JSON; their schemas are in {@code deploy/schema}. Immutable; any thread. */
final class Payloads implements PayloadFormat, StatementFormat {
    private static final int LONGEST_REASON = 200;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public String telemetry(double seconds, LoopSnapshot loop) {
        StateView state = loop.state();
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("t", seconds);
        keys.put("phase", phase(loop.lifecycle()));
        @Nullable
        Double[] values = {
            finite(state.position()),
            finite(state.angle1()),
            finite(state.angle2()),
            finite(state.velocity()),
            finite(state.rate1()),
            finite(state.rate2())
        };
        keys.put("state", values);
        keys.put("forceN", finite(loop.force()));
        keys.put("surface", finite(loop.surface()));
        return text(keys);
    }

    @Override
    public String loop(LoopMetrics metrics) {
        LoopSnapshot loop = metrics.loop();
        Map<String, @Nullable Object> latency = new LinkedHashMap<>();
        latency.put("wakeup", metrics.wakeup().map(Documents::percentiles).orElse(null));
        latency.put("cycle", metrics.cycle().map(Documents::percentiles).orElse(null));
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("t", metrics.seconds());
        keys.put("latencyUs", latency);
        keys.put("cycles", loop.cycles());
        keys.put("engagedCycles", loop.engagedCycles());
        keys.put("overruns", loop.overruns());
        keys.put("missedCycles", loop.missedCycles());
        keys.put("maxConsecutiveMisses", loop.maxConsecutiveMisses());
        keys.put(
                "allocatedBytes",
                loop.allocatedBytes().isPresent() ? loop.allocatedBytes().getAsLong() : null);
        keys.put("gcCount", metrics.collections());
        keys.put(
                "dropped",
                metrics.droppedRecords().isPresent() ? metrics.droppedRecords().getAsLong() : null);
        return text(keys);
    }

    @Override
    public String event(RigEvent event) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("at", event.at().toString());
        keys.put("kind", event.kind());
        keys.put("what", event.what());
        keys.put("reason", event.reason().isEmpty() ? null : event.reason());
        return text(keys);
    }

    @Override
    public String answer(CommandKind kind, Answer answer) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("command", kind.id());
        keys.put("accepted", answer.accepted());
        keys.put("text", answer.text());
        return text(keys);
    }

    @Override
    public String reason(String payload) throws MalformedPayloadException {
        if (payload.isEmpty()) {
            return "";
        }
        JsonNode document;
        try {
            document = MAPPER.readTree(payload);
        } catch (JacksonException _) {
            throw new MalformedPayloadException("not JSON; allowed: nothing, or {\"reason\": \"...\"}");
        }
        if (!document.isObject()) {
            throw new MalformedPayloadException("not a JSON object; allowed: nothing, or {\"reason\": \"...\"}");
        }
        if (document.isEmpty()) {
            return "";
        }
        JsonNode reason = document.path("reason");
        if (document.size() != 1 || !reason.isString()) {
            throw new MalformedPayloadException("other keys than a text \"reason\"; allowed: {\"reason\": \"...\"}");
        }
        String text = reason.stringValue();
        if (text.length() > LONGEST_REASON || text.codePoints().anyMatch(Payloads::unprintable)) {
            throw new MalformedPayloadException("reason must be one line of up to " + LONGEST_REASON + " characters");
        }
        return text;
    }

    private static boolean unprintable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || codePoint == 0x2028
                || codePoint == 0x2029;
    }

    @Override
    public String statement(ReadinessStatement statement) {
        RigIdentity identity = statement.identity();
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("schema", "plumb/readiness/v1");
        keys.put("rig", identity.rig());
        keys.put("boot", identity.boot());
        keys.put("seq", statement.sequence());
        keys.put("state", statement.state().id());
        keys.put("ready", statement.ready());
        keys.put("score", statement.verdict().map(v -> v.score()).orElse(null));
        keys.put("level", statement.verdict().map(v -> v.level().id()).orElse(null));
        keys.put("issuedAt", statement.issuedAt().toString());
        keys.put("leaseMs", statement.lease().toMillis());
        keys.put("verdictId", statement.verdict().map(v -> v.verdictId()).orElse(null));
        Map<String, @Nullable Object> evidence = new LinkedHashMap<>();
        evidence.put(
                "testedAt",
                statement.verdict().map(v -> v.testedAt().toString()).orElse(null));
        evidence.put("maxAgeS", statement.maxAge().toSeconds());
        evidence.put("sha256", statement.evidenceSha256().orElse(null));
        keys.put("evidence", evidence);
        keys.put("config", Map.of("sha256", identity.configSha256()));
        keys.put("build", Map.of("sha256", identity.buildSha256()));
        keys.put("hw", hardware(identity));
        keys.put("gates", statement.verdict().map(VerdictReport::gates).orElse(List.of()));
        keys.put(
                "blocking",
                statement.blocking().stream().map(Payloads::obstacle).toList());
        keys.put("waived", statement.verdict().map(VerdictReport::waived).orElse(List.of()));
        return text(keys);
    }

    private static Map<String, @Nullable Object> hardware(RigIdentity identity) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("kind", identity.kind());
        keys.put("identity", identity.hardware());
        return keys;
    }

    @Override
    public String alert(Obstacle obstacle) {
        return text(obstacle(obstacle));
    }

    private static Map<String, @Nullable Object> obstacle(Obstacle obstacle) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("id", obstacle.id());
        keys.put("reason", obstacle.reason());
        keys.put("message", obstacle.message());
        keys.put("remedy", obstacle.remedy());
        keys.put("since", obstacle.since().toString());
        keys.put("observed", Documents.figure(obstacle.observed()));
        keys.put("limit", Documents.figure(obstacle.limit()));
        keys.put("unit", obstacle.unit().isEmpty() ? null : obstacle.unit());
        return keys;
    }

    /** As in readiness and events. */
    static String phase(LifecycleState state) {
        return state.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String text(Map<String, @Nullable Object> keys) {
        return MAPPER.writeValueAsString(keys);
    }
}
