package plumb.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what may have been meant by a key that does not exist. Any thread. */
final class UnknownKey {
    private static final int NEAREST = 3;
    private static final int MOST_EDITS = 3;
    private static final int FAR = Integer.MAX_VALUE;

    private UnknownKey() {}

    /** The problem without its place: the key, the nearest that exist, the allowed ones of its section. */
    static String message(ConfigCatalogue catalogue, String path) {
        String parent = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
        while (catalogue.section(parent).isEmpty()) {
            parent = parent.contains(".") ? parent.substring(0, parent.lastIndexOf('.')) : "";
        }
        List<String> nearest = nearest(catalogue, path);
        return "unknown key " + OneLine.of(path)
                + (nearest.isEmpty() ? "" : "; nearest: " + String.join(", ", nearest))
                + "; allowed" + (parent.isEmpty() ? "" : " in " + parent) + ": " + names(catalogue, parent);
    }

    /** The names in a section, for messages. */
    static String names(ConfigCatalogue catalogue, String section) {
        return join(children(catalogue, section).map(CatalogueItem::name), section);
    }

    /** The paths in a section, for messages. */
    static String paths(ConfigCatalogue catalogue, String section) {
        return join(children(catalogue, section).map(CatalogueItem::path), section);
    }

    private static Stream<CatalogueItem> children(ConfigCatalogue catalogue, String section) {
        return catalogue.section(section).orElseThrow().items().stream();
    }

    private static String join(Stream<String> names, String section) {
        String joined = (section.isEmpty() ? Stream.concat(Stream.of(Profile.KEY), names) : names)
                .collect(Collectors.joining(", "));
        return joined.isEmpty() ? "nothing" : joined;
    }

    /** The keys and sections closest to {@code path}, by the whole path or by their last part. */
    static List<String> nearest(ConfigCatalogue catalogue, String path) {
        return catalogue.paths().stream()
                .map(known -> Map.entry(known, distance(path, known)))
                .filter(entry -> entry.getValue() < FAR)
                .sorted(Comparator.comparingInt(Map.Entry<String, Integer>::getValue))
                .limit(NEAREST)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Edits of the path, or of its last part and one more for the wrong place; {@link #FAR} beyond a third. */
    private static int distance(String path, String known) {
        int whole = near(path, known);
        int last = near(last(path), last(known));
        return StrictMath.min(whole, last == FAR ? FAR : last + 1);
    }

    private static int near(String typed, String known) {
        int edits = edits(typed, known);
        return edits <= StrictMath.min(MOST_EDITS, StrictMath.max(1, typed.length() / 3)) ? edits : FAR;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Levenshtein distance of the lower-case texts. */
    static int edits(String a, String b) {
        String first = a.toLowerCase(Locale.ROOT);
        String second = b.toLowerCase(Locale.ROOT);
        int[] row = new int[second.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= first.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
                row[j] = StrictMath.min(replaced, 1 + StrictMath.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[second.length()];
    }
}
