package plumb.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values read so far, by key; a later one replaces an earlier one. One thread.
 */
final class Settings {
    private final ConfigCatalogue catalogue;
    private final Map<Key<?>, Setting<?>> values = new HashMap<>();
    private int order;

    Settings(ConfigCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Takes everything in a document. */
    void putAll(String label, YamlNode.Mapping document) throws ConfigException {
        put(label, "", document);
    }

    private void put(String label, String path, YamlNode.Mapping mapping) throws ConfigException {
        for (YamlNode.Entry entry : mapping.entries()) {
            String place = label + ":" + entry.line();
            String inner = path.isEmpty() ? entry.key() : path + "." + entry.key();
            if (entry.key().contains(".")) {
                throw new ConfigException(place + ": key " + OneLine.of(entry.key())
                        + " contains a dot; allowed: sections, as \"loop:\" and below it \"  rate: 1kHz\"");
            }
            if (inner.equals(Profile.KEY)) {
                continue; // chosen before anything was read
            }
            @Nullable Key<?> key = catalogue.key(inner).orElse(null);
            if (key != null) {
                put(key, entry.value(), place);
            } else if (catalogue.section(inner).isEmpty()) {
                throw new ConfigException(place + ": " + UnknownKey.message(catalogue, inner));
            } else if (entry.value() instanceof YamlNode.Mapping section) {
                put(label, inner, section);
            } else {
                throw new ConfigException(place + ": " + inner + " is " + text(entry.value())
                        + "; allowed: a section with " + UnknownKey.names(catalogue, inner));
            }
        }
    }

    private <T> void put(Key<T> key, YamlNode node, String place) throws ConfigException {
        try {
            T value = switch (node) {
                case YamlNode.Scalar(String text, int _)
                when text.isEmpty() ->
                    throw new ConfigException("no value; allowed: " + key.type().allowed());
                case YamlNode.Scalar(String text, int _) -> key.type().parse(text);
                case YamlNode.Items(List<YamlNode> items, int _) -> key.type().parseItems(texts(key, items));
                case YamlNode.Mapping _ ->
                    throw new ConfigException(
                            "not a section; allowed: " + key.type().allowed());
            };
            put(key, value, place);
        } catch (ConfigException e) {
            throw new ConfigException(place + ": " + key.path() + " is " + text(node) + ": " + e.getMessage());
        }
    }

    private static List<String> texts(Key<?> key, List<YamlNode> items) throws ConfigException {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items) {
            if (!(item instanceof YamlNode.Scalar(String text, int _))) {
                throw new ConfigException(
                        "not a plain list; allowed: " + key.type().allowed());
            }
            texts.add(text);
        }
        return texts;
    }

    private static String text(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar(String text, int _) -> text.isEmpty() ? "empty" : OneLine.of(text);
            case YamlNode.Items(List<YamlNode> items, int _) ->
                OneLine.of(ListText.join(items.stream().map(Settings::text).toList()));
            case YamlNode.Mapping _ -> "a section";
        };
    }

    /** Takes one override. */
    void put(ConfigOverride override) throws ConfigException {
        String label = OneLine.of(override.label());
        String path = override.key();
        if (path.equals(Profile.KEY)) {
            return; // chosen before anything was read
        }
        if (catalogue.section(path).isPresent()) {
            throw new ConfigException(
                    label + ": " + path + " is a section; allowed: " + UnknownKey.paths(catalogue, path));
        }
        Key<?> key = catalogue
                .key(path)
                .orElseThrow(() -> new ConfigException(label + ": " + UnknownKey.message(catalogue, path)));
        put(key, override.value(), label);
    }

    private <T> void put(Key<T> key, String text, String label) throws ConfigException {
        if (text.isBlank()) {
            throw new ConfigException(label + ": " + key.path() + " has no value; allowed: "
                    + key.type().allowed());
        }
        put(key, key.type().parse(label, text), label);
    }

    private <T> void put(Key<T> key, T value, String place) {
        values.put(key, new Setting<>(value, place, order++));
    }

    /** Takes the value that a law or an estimator gives itself. */
    <T> void putDefault(Key<T> key, T value) {
        put(key, value, "default of " + key.path());
    }

    /** Refuses keys without a value: a profile is complete, except for laws it does not know. */
    void checkComplete() throws ConfigException {
        for (Key<?> key : catalogue.keys()) {
            if (!values.containsKey(key)) {
                throw new ConfigException(
                        key.path() + " has no value; allowed: " + key.type().allowed());
            }
        }
    }

    /** The value of a key. */
    <T> T get(Key<T> key) {
        return setting(key).value();
    }

    /** The value of a key and where it came from. */
    @SuppressWarnings("unchecked") // only put(Key<T>, T, String) stores, with the type of the key
    <T> Setting<T> setting(Key<T> key) {
        @Nullable Setting<?> setting = values.get(key);
        if (setting == null) {
            throw new IllegalStateException(key + " was not read");
        }
        return (Setting<T>) setting;
    }
}
