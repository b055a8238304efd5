package plumb.config;

import java.util.List;

/**
 * A section of the configuration. Immutable; any thread.
 *
 * @param path as in messages: {@code "limits.envelope"}; empty for the root
 * @param text what the section is about, one sentence
 * @param items its keys and sections, in the order they are printed
 */
public record Section(String path, String text, List<CatalogueItem> items) implements CatalogueItem {
    /** Copies the list. */
    public Section {
        items = List.copyOf(items);
    }
}
