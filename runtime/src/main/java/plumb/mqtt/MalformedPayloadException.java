package plumb.mqtt;

/** A payload is not what its topic takes. The message is one line: what was found, what is allowed. */
public final class MalformedPayloadException extends Exception {
    private static final long serialVersionUID = 1;

    /** With what is wrong. */
    public MalformedPayloadException(String message) {
        super(message);
    }
}
