package plumb.config;

import java.util.List;

/** What a YAML file contains, with its lines (from 1). Immutable; any thread. */
sealed interface YamlNode {
    /** Line it begins on. */
    int line();

    /**
     * One text.
     *
     * @param text without quotes
     * @param line it begins on
     */
    record Scalar(String text, int line) implements YamlNode {}

    /**
     * A list.
     *
     * @param items in order
     * @param line it begins on
     */
    record Items(List<YamlNode> items, int line) implements YamlNode {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * A mapping; its keys differ.
     *
     * @param entries in order
     * @param line it begins on
     */
    record Mapping(List<Entry> entries, int line) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A key with its value.
     *
     * @param key as written
     * @param line of the key
     * @param value a null is an empty text
     */
    record Entry(String key, int line, YamlNode value) {}
}
