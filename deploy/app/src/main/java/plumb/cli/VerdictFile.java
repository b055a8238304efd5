package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A verdict as a file that is handed from one who tests to one who runs. Housekeeping thread. */
final class VerdictFile {
    /** Where it is when nobody says so. */
    static final String DEFAULT = "verdict.json";

    private static final int MOST_BYTES = 10_000_000;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private VerdictFile() {}

    /** Writes it; the file is there as a whole or not at all, and an earlier one is gone. */
    static void write(Path file, Map<String, @Nullable Object> document) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(unfinished, Documents.text(document) + System.lineSeparator(), StandardCharsets.UTF_8);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    /** What is in the file, however wrong; throws where there is no file to read. */
    static byte[] bytes(String option, Path file) throws UsageException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UsageException(option + " " + file + ": too long for a verdict");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Plumb.unreadable(option, file, e);
        }
    }

    /** The document of a file's content; empty where it is not an object of JSON. */
    static Map<String, @Nullable Object> parse(byte[] content) {
        try {
            @Nullable Map<String, @Nullable Object> document = MAPPER.readValue(content, new TypeReference<>() {});
            return document == null ? Map.of() : document;
        } catch (JacksonException _) {
            return Map.of();
        }
    }
}
