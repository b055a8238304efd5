package plumb.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.evidence.BuildEvidence;
import plumb.evidence.PackedEvidence;
import plumb.evidence.PackedEvidence.Absent;
import plumb.evidence.PackedEvidence.Present;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code build-evidence.json}: what the build measured of itself, beside the code and no part of it, so that the code's hash
 * does not depend on it. Housekeeping thread.
 */
final class EvidenceFile {
    static final String NAME = "build-evidence.json";

    private static final String SCHEMA = "plumb/build-evidence/v1";
    private static final JsonMapper MAPPER = new JsonMapper();

    private EvidenceFile() {}

    /** What is packed beside the code that runs. */
    static PackedEvidence packed() throws IOException {
        try {
            Path code = Path.of(EvidenceFile.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return read(code.resolveSibling(NAME));
        } catch (URISyntaxException e) {
            throw new IOException("the code has no place: " + e.getMessage(), e);
        }
    }

    /** Reads it; what is not there or not understood is absent, for a reason. */
    static PackedEvidence read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Absent("the build was not tested: there is no " + NAME);
        }
        try {
            return new Present(parse(MAPPER.readTree(Files.readString(file))));
        } catch (JacksonException e) {
            return new Absent(file + ": is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | DateTimeException e) {
            return new Absent(file + ": " + e.getMessage());
        }
    }

    private static BuildEvidence parse(JsonNode document) {
        String schema = text(document, "schema");
        if (!schema.equals(SCHEMA)) {
            throw new IllegalArgumentException("schema is " + schema + ", must be " + SCHEMA);
        }
        Map<String, Measurement> figures = new LinkedHashMap<>();
        for (JsonNode figure : list(document, "figures")) {
            figures.put(text(figure, "id"), figure(figure));
        }
        List<String> undocumented = new ArrayList<>();
        list(document, "undocumented").forEach(name -> undocumented.add(name.asString()));
        return new BuildEvidence(
                text(document, "buildSha256"), Instant.parse(text(document, "measuredAt")), figures, undocumented);
    }

    private static Measurement figure(JsonNode figure) {
        @Nullable JsonNode value = figure.get("value");
        if (value == null || value.isNull()) {
            return new NotMeasured(text(figure, "reason"));
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException(
                    "value of " + text(figure, "id") + " is " + value + ", must be a number");
        }
        return new Measured(value.doubleValue(), text(figure, "unit"), text(figure, "evidence"));
    }

    private static String text(JsonNode node, String key) {
        @Nullable JsonNode value = node.get(key);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException(key + " is " + value + ", must be a text");
        }
        return value.stringValue();
    }

    private static JsonNode list(JsonNode node, String key) {
        @Nullable JsonNode value = node.get(key);
        if (value == null || !value.isArray()) {
            throw new IllegalArgumentException(key + " is " + value + ", must be a list");
        }
        return value;
    }

    /** Writes it. */
    static void write(Path file, BuildEvidence evidence) throws IOException {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("buildSha256", evidence.buildSha256());
        document.put("measuredAt", evidence.measuredAt().toString());
        document.put(
                "figures",
                evidence.figures().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(figure -> figure(figure.getKey(), figure.getValue()))
                        .toList());
        document.put("undocumented", evidence.undocumented());
        Files.writeString(file, Documents.text(document) + "\n");
    }

    private static Map<String, @Nullable Object> figure(String id, Measurement measurement) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("id", id);
        switch (measurement) {
            case Measured(double value, String unit, String evidence) -> {
                keys.put("value", value);
                keys.put("unit", unit);
                keys.put("evidence", evidence);
            }
            case NotMeasured(String reason) -> {
                keys.put("value", null);
                keys.put("reason", reason);
            }
        }
        return keys;
    }
}
