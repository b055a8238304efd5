package plumb.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;

/**
 * What is known of a run in words and figures: the documents as they stand in the run folder, as maps, lists, texts and
 * numbers. Immutable by convention; any thread.
 *
 * @param run the document of the run
 * @param verdict the verdict that allowed or refused it
 * @param config of the run
 */
public record RunDocuments(Map<String, @Nullable Object> run, Map<String, @Nullable Object> verdict, RigConfig config) {
    /** The text, number or truth at a path like {@code build.version} as a text; empty where there is none. */
    static String text(@Nullable Object from, String path) {
        @Nullable Object value = at(from, path);
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : "";
    }

    /** The number at a path; not a number where none was measured. */
    static double number(@Nullable Object from, String path) {
        return at(from, path) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Whether it says so. */
    static boolean yes(@Nullable Object from, String path) {
        return at(from, path) instanceof Boolean yes && yes;
    }

    /** The items of a list; none where there is no list. */
    static List<?> items(@Nullable Object from, String path) {
        return at(from, path) instanceof List<?> list ? list : List.of();
    }

    /** The entries of a map; none where there is no map. */
    static Map<?, ?> entries(@Nullable Object from, String path) {
        return at(from, path) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static @Nullable Object at(@Nullable Object from, String path) {
        @Nullable Object value = from;
        for (String key : path.split("\\.", -1)) {
            if (value instanceof Map<?, ?> map) {
                value = map.get(key);
            } else if (value instanceof List<?> list
                    && key.matches("[0-9]{1,4}")
                    && Integer.parseInt(key) < list.size()) {
                value = list.get(Integer.parseInt(key));
            } else {
                return null;
            }
        }
        return value;
    }
}
