package plumb.cli;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of all payloads, as they are shipped. One thread. */
final class Schemas {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "")).resolve("../schema");
    private static final String SUFFIX = ".schema.json";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    /** Names of all of them. */
    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    static String text(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name + SUFFIX));
    }

    /** What is wrong with a JSON payload. */
    static List<String> problems(String name, String json) throws IOException {
        Schema schema = REGISTRY.getSchema(text(name), InputFormat.JSON);
        return schema
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** What is wrong with a payload that is bare text. */
    static List<String> problemsOfText(String name, String text) throws IOException {
        return problems(name, JsonMapper.builder().build().writeValueAsString(text));
    }
}
