package plumb.mqtt;

/** One accepted connection. One thread. */
public interface BrokerConnection extends AutoCloseable {
    /** Asks for messages of a filter, with quality of service 1; does not wait for the broker. */
    void subscribe(String filter) throws BrokerException;

    /**
     * Sends a message; {@link ConnectionEvents#delivered} follows when it is on its way (quality of service 0) or acknowledged
     * (1). May wait for some milliseconds, never for the broker.
     */
    void send(Publication message) throws BrokerException;

    /** Says goodbye: the broker then keeps the will to itself. Waits for a moment at most. */
    void leave();

    /** Drops the connection, if it still stands, so that the broker sends the will. Leaves no thread behind. */
    @Override
    void close();
}
