package plumb.mqtt;

/** What becomes of a message that the broker cannot take now, and with it quality of service and retention. Any thread. */
public enum Delivery {
    /** Of interest only now: quality of service 0, not retained; when there is no room the oldest is dropped and counted. */
    SAMPLE(0, false),
    /** Something that happened: quality of service 1, not retained; kept in order, the oldest dropped and counted. */
    EVENT(1, false),
    /** How things stand: quality of service 1, retained; never dropped, but a newer one of the topic takes its place. */
    STATE(1, true);

    private final int qos;
    private final boolean retained;

    Delivery(int qos, boolean retained) {
        this.qos = qos;
        this.retained = retained;
    }

    /** Quality of service: 0 at most once, 1 at least once. */
    public int qos() {
        return qos;
    }

    /** Whether the broker keeps the message for later subscribers. */
    public boolean retained() {
        return retained;
    }
}
