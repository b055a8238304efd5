package plumb.config;

/** A key or a section of keys. Immutable; any thread. */
public sealed interface CatalogueItem permits Key, Section {
    /** From the root, with dots. */
    String path();

    /** What it is about, for the person who sets it. */
    String text();

    /** The last part of the path: what stands in the file. */
    default String name() {
        return path().substring(path().lastIndexOf('.') + 1);
    }
}
