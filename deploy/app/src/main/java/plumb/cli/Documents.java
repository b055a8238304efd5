package plumb.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.observe.PhaseSummary;
import plumb.runtime.os.RealtimeReport;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON documents: ordered maps in, text out. What was not measured is {@code null}, never a number. */
final class Documents {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final JsonMapper LINES = JsonMapper.builder().build();

    private Documents() {}

    /** The keys that every document begins with. */
    static Map<String, @Nullable Object> begin(String command, BuildInfo build, RigConfig config) {
        return begin(command, build, config.sha256());
    }

    /** The same for a configuration of which only the hash is known. */
    static Map<String, @Nullable Object> begin(String command, BuildInfo build, String configSha256) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schema", "plumb/" + command + "/v1");
        Map<String, @Nullable Object> buildKeys = new LinkedHashMap<>();
        buildKeys.put("version", build.version());
        buildKeys.put("commit", build.commit());
        buildKeys.put("sha256", build.sha256());
        document.put("build", buildKeys);
        document.put("configSha256", configSha256);
        return document;
    }

    /** The figure, or null when it was not measured. */
    static @Nullable Double figure(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** Percentiles of a phase, us. */
    static Map<String, @Nullable Object> percentiles(PhaseSummary summary) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("p50", summary.p50());
        keys.put("p90", summary.p90());
        keys.put("p99", summary.p99());
        keys.put("p999", summary.p999());
        keys.put("p9999", summary.p9999());
        keys.put("max", summary.max());
        return keys;
    }

    /** What a control thread got. */
    static Map<String, @Nullable Object> realtime(RealtimeReport report) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("policy", report.policy());
        keys.put("priority", report.priority());
        keys.put("cpu", report.cpu().isPresent() ? report.cpu().getAsInt() : null);
        keys.put("memoryLocked", report.memoryLocked());
        keys.put("cpuLatencyHeld", report.cpuLatencyHeld());
        keys.put("keptAwake", report.keptAwake());
        keys.put("kernel", report.kernel());
        keys.put(
                "degradations",
                report.degradations().stream()
                        .map(d -> Map.of("what", d.what(), "reason", d.reason(), "remedy", d.remedy()))
                        .toList());
        return keys;
    }

    /** The document on one line, for a stream of them. */
    static String line(Map<String, @Nullable Object> document) {
        return LINES.writeValueAsString(document);
    }

    static String text(Map<String, @Nullable Object> document) {
        return MAPPER.writeValueAsString(document);
    }
}
