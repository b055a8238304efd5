package plumb.hal;

import java.io.IOException;

/** A rig could not be opened. The message is one line for the person at the rig: what, where, what to do. */
public final class RigException extends IOException {
    private static final long serialVersionUID = 1;

    /** A failure with its one-line message. */
    public RigException(String message) {
        super(message);
    }
}
