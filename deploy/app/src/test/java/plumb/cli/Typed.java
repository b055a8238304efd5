package plumb.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command that was typed and what came of it, in this process.
 *
 * @param exit code
 * @param out what was on stdout
 * @param err what was on stderr
 */
record Typed(int exit, String out, String err) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static Typed plumb(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Plumb.execute(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Typed(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The one document on stdout; fails where there is anything else. */
    JsonNode json() {
        return MAPPER.readTree(out);
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }
}
