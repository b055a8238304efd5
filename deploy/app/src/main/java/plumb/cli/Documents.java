package plumb.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON documents: ordered maps in, text out. What was not measured is {@code null}, never a number. */
final class Documents {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Documents() {}

    /** The keys that every document begins with. */
    static Map<String, @Nullable Object> begin(String command, BuildInfo build, RigConfig config) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schema", "plumb/" + command + "/v1");
        Map<String, @Nullable Object> buildKeys = new LinkedHashMap<>();
        buildKeys.put("version", build.version());
        buildKeys.put("commit", build.commit());
        buildKeys.put("sha256", build.sha256());
        document.put("build", buildKeys);
        document.put("configSha256", config.sha256());
        return document;
    }

    /** The figure, or null when it was not measured. */
    static @Nullable Double figure(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    static String text(Map<String, @Nullable Object> document) {
        return MAPPER.writeValueAsString(document);
    }
}
