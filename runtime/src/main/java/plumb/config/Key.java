package plumb.config;

import java.util.function.Function;

/**
 * One key of the configuration: everything that reading, checking, printing and documenting it needs. Immutable; any
 * thread.
 *
 * @param path as in messages and {@code --set}: {@code "loop.rate"}
 * @param type what it accepts
 * @param text one sentence for the person who sets it
 * @param getter its value in a configuration
 */
public record Key<T>(String path, ValueType<T> type, String text, Function<RigConfig, T> getter)
        implements CatalogueItem {
    /** Its value in a configuration, as it is written in a file. */
    public String format(RigConfig config) {
        return type.format(getter.apply(config));
    }

    @Override
    public String toString() {
        return path;
    }
}
