package plumb.broker;

/**
 * How to reach the command's own broker. The passwords live as long as the broker; {@link #toString} leaves them out. Immutable;
 * any thread.
 *
 * @param host loopback address
 * @param tcpPort of MQTT
 * @param webSocketPort of MQTT over WebSocket
 * @param rigUser may write the rig's topics and read its commands
 * @param rigPassword of that
 * @param viewerUser may read everything and write nothing
 * @param viewerPassword of that
 * @param operatorUser may read everything, and write the rig's commands
 * @param operatorPassword of that
 */
public record BrokerAccess(
        String host,
        int tcpPort,
        int webSocketPort,
        String rigUser,
        String rigPassword,
        String viewerUser,
        String viewerPassword,
        String operatorUser,
        String operatorPassword) {
    /** Where MQTT clients connect to. */
    public String tcpUrl() {
        return "mqtt://" + host + ":" + tcpPort;
    }

    /** Where a web page connects to. */
    public String webSocketUrl() {
        return "ws://" + host + ":" + webSocketPort;
    }

    @Override
    public String toString() {
        return tcpUrl() + ", " + webSocketUrl();
    }
}
