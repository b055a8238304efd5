package plumb.mqtt;

/** Makes connections to one broker. Called on the link's thread. */
public interface BrokerConnector {
    /**
     * Connects and waits, for seconds at most, until the broker has accepted.
     *
     * @param events told of everything that happens on this connection, on any thread
     * @throws BrokerException with the reason why there is no connection; nothing of the attempt is left behind
     */
    BrokerConnection connect(ConnectionEvents events) throws BrokerException, InterruptedException;
}
