package plumb.design;

/** A law or an estimator from outside the product cannot be used; the message says which and why, for the person who put it there. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With the message to show. */
    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
