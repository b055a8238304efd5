package plumb.mqtt;

/** What happens on a connection. Any thread; implementations return at once and throw nothing. */
public interface ConnectionEvents {
    /** A message is on its way (quality of service 0) or acknowledged (1). */
    void delivered(Publication message);

    /** A message came. */
    void received(Request request);

    /** The connection is gone, for this reason. */
    void lost(String reason);
}
