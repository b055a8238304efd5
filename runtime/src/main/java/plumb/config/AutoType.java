package plumb.config;

import java.util.Optional;

/**
 * The literal {@code auto}, which is empty, or a value.
 *
 * @param type of the value
 */
record AutoType<T>(ValueType<T> type) implements ValueType<Optional<T>> {
    private static final String AUTO = "auto";

    @Override
    public Optional<T> parse(String text) throws ConfigException {
        if (text.strip().equals(AUTO)) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.parse(text));
        } catch (ConfigException e) {
            throw new ConfigException(e.getMessage() + ", or " + AUTO);
        }
    }

    @Override
    public String format(Optional<T> value) {
        return value.map(type::format).orElse(AUTO);
    }

    @Override
    public String allowed() {
        return type.allowed() + ", or " + AUTO;
    }
}
