package plumb.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The literal {@code none}, which is empty, or a text.
 *
 * @param noun what it is, for messages
 * @param form what the text looks like
 * @param allowed the same for people
 */
record NoneType(String noun, Pattern form, String allowed) implements ValueType<Optional<String>> {
    private static final String NONE = "none";
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._/+ -]{0,400}/[A-Za-z0-9._+-]{1,100}");
    private static final Pattern USER = Pattern.compile("[a-z0-9][a-z0-9.@-]{0,99}");

    /** The path of a file; with a slash, so that it cannot be taken for a word. */
    static NoneType path() {
        return new NoneType("path", PATH, "a path with a / in it (as ./file) of letters, digits and ._+-, or none");
    }

    /** A serial port, or the word for a twin. */
    static NoneType port() {
        return new NoneType(
                "port",
                Pattern.compile(SerialLinkSettings.TWIN + "|" + SerialLinkSettings.AVR_TWIN + "|" + PATH.pattern()),
                "a path with a / in it (as /dev/ttyACM0) of letters, digits and ._+-, twin, avr-twin or none");
    }

    /** The name of a user. */
    static NoneType user() {
        return new NoneType("user", USER, "1 to 100 of a-z, 0-9, ., @ and -, the first a letter or digit, or none");
    }

    @Override
    public Optional<String> parse(String text) throws ConfigException {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        if (!form.matcher(text).matches() || !text.strip().equals(text)) {
            throw new ConfigException("not a " + noun + "; allowed: " + allowed);
        }
        return Optional.of(text);
    }

    @Override
    public String format(Optional<String> value) {
        return value.orElse(NONE);
    }
}
