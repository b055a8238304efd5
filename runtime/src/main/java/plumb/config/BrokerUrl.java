package plumb.config;

/** Which broker. Immutable; any thread. */
public sealed interface BrokerUrl {
    /** No broker. */
    record None() implements BrokerUrl {}

    /** A broker of the command's own, on this machine, which ends with it. */
    record Embedded() implements BrokerUrl {}

    /**
     * A broker that runs already.
     *
     * @param host name or address
     * @param port of TCP
     * @param tls whether the connection is encrypted
     */
    record At(String host, int port, boolean tls) implements BrokerUrl {}
}
