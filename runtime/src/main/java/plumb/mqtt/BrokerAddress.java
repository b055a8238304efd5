package plumb.mqtt;

/**
 * Where a broker listens. Immutable; any thread.
 *
 * @param host name or address
 * @param port of TCP
 * @param tls whether the connection is encrypted
 */
public record BrokerAddress(String host, int port, boolean tls) {
    /** As Paho wants it. */
    String uri() {
        return (tls ? PahoNetwork.TLS : PahoNetwork.PLAIN) + "://" + (host.contains(":") ? "[" + host + "]" : host)
                + ":" + port;
    }

    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + host + ":" + port;
    }
}
