package plumb.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the reference data of the tests. */
public final class Golden {
    private Golden() {}

    /** The text of a file in {@code src/test/resources/plumb}. */
    public static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("/plumb/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The numbers of a CSV file with one header line. */
    public static List<double[]> rows(String name) {
        return text(name)
                .lines()
                .skip(1)
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }

    /** The states of a CSV file of initial states. */
    public static List<State> states(String name) {
        return rows(name).stream()
                .map(row -> new State(row[0], row[1], row[2], row[3], row[4], row[5]))
                .toList();
    }

    /** The numbers of one (possibly nested) array in a JSON file, in order. */
    public static double[] array(String name, String key) {
        String json = text(name);
        int start = json.indexOf('[', json.indexOf("\"" + key + "\""));
        int depth = 0;
        int end = start;
        do {
            char c = json.charAt(end++);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        } while (depth > 0);
        return Arrays.stream(
                        json.substring(start, end).replaceAll("[\\[\\]\\s]", "").split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
