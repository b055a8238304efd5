package plumb.record;

import java.io.IOException;

/** A file is no recording, or not one that can be used for what is asked. The message is one line: file, what, where. */
public final class RecordingException extends IOException {
    private static final long serialVersionUID = 1;

    /** A failure with its one-line message. */
    public RecordingException(String message) {
        super(message);
    }
}
