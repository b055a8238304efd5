package plumb.mqtt;

import java.util.Locale;

/** Where a link stands. Any thread. */
public enum LinkState {
    /** An attempt is being made. */
    CONNECTING,
    /** The broker has accepted. */
    CONNECTED,
    /** The last attempt failed or the connection was lost; the next attempt follows. */
    WAITING,
    /** Ended. */
    CLOSED;

    /** As written in documents. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
