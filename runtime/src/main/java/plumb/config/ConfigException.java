package plumb.config;

/**
 * The configuration is wrong. The message is one line for the person who wrote it: where (file, line, key), what was
 * found, what is allowed.
 */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    /** A problem with its one-line message. */
    public ConfigException(String message) {
        super(message);
    }
}
