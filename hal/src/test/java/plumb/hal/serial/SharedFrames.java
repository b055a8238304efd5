package plumb.hal.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tables in deploy/firmware/protocol that firmware and host are both tested with. */
final class SharedFrames {
    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "."), "..", "deploy", "firmware", "protocol");

    private SharedFrames() {}

    /** Rows of a table by the names of its columns. */
    static List<Map<String, String>> rows(String file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> names = List.of();
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            if (line.startsWith("#")) {
                continue;
            }
            List<String> cells = List.of(line.split(",", -1));
            if (names.isEmpty()) {
                names = cells;
                continue;
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The golden frames by name. */
    static Map<String, Map<String, String>> golden() throws IOException {
        Map<String, Map<String, String>> golden = new LinkedHashMap<>();
        rows("golden.csv").forEach(row -> golden.put(row.get("name"), row));
        return golden;
    }

    /** What stands in a row under a name; a table without that column is a defect of the test. */
    static String cell(Map<String, String> row, String name) {
        return Objects.requireNonNull(row.get(name), () -> name + " is not in " + row);
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** The values of a golden frame by field. */
    static Map<String, String> fields(Map<String, String> row) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : row.getOrDefault("fields", "").split(" ", -1)) {
            int equals = pair.indexOf('=');
            fields.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return fields;
    }
}
