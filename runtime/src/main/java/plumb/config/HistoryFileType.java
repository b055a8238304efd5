package plumb.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** The path of a history, or the literal {@code none}, which is empty. */
record HistoryFileType() implements ValueType<Optional<String>> {
    private static final String NONE = "none";

    /** Nothing that YAML, the driver's address of a database or a terminal would read as anything but a letter. */
    private static final Pattern PATH = Pattern.compile("[\\p{L}\\p{N}._/][\\p{L}\\p{N}._/+@-]{0,491}\\.sqlite");

    @Override
    public Optional<String> parse(String text) throws ConfigException {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        if (!PATH.matcher(text).matches()) {
            throw new ConfigException("not a path of a file; allowed: " + allowed());
        }
        return Optional.of(text);
    }

    @Override
    public String format(Optional<String> value) {
        return value.orElse(NONE);
    }

    @Override
    public String allowed() {
        return "a path of letters, digits and . _ / + @ - that ends in .sqlite, or " + NONE;
    }
}
