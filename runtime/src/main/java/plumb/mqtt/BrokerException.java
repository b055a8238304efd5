package plumb.mqtt;

import java.io.IOException;

/** The broker cannot be used. The message is one line without any secret: what happened, and where it is known, what to do. */
public final class BrokerException extends IOException {
    private static final long serialVersionUID = 1;

    /** With what happened. */
    public BrokerException(String message) {
        super(message);
    }

    /** With what happened and its cause. */
    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
