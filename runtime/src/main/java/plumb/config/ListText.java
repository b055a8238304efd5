package plumb.config;

import java.util.Arrays;
import java.util.List;

/** The one-line form of a list: {@code [a, b]}, or {@code a,b} on the command line. Any thread. */
final class ListText {
    private ListText() {}

    /** The items, stripped; none for an empty text. */
    static List<String> split(String text) {
        String inside = text.strip();
        if (inside.startsWith("[") && inside.endsWith("]")) {
            inside = inside.substring(1, inside.length() - 1);
        }
        if (inside.isBlank()) {
            return List.of();
        }
        return Arrays.stream(inside.split(",", -1)).map(String::strip).toList();
    }

    /** The bracketed form. */
    static String join(List<String> items) {
        return "[" + String.join(", ", items) + "]";
    }
}
