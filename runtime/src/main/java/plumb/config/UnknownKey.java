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
                .filter(entry -> entry.getValue() <= 2 + path.length() / 10)
                .sorted(Comparator.comparingInt(Map.Entry<String, Integer>::getValue))
                .limit(NEAREST)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int distance(String path, String known) {
        int whole = edits(path, known);
        // the right name in the wrong place costs one
        int last = edits(last(path), last(known)) + 1;
        return StrictMath.min(whole, last);
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
