package plumb.readiness;

/** What became of a gate. Any thread. */
public enum GateStatus {
    /** Measured, and good enough. */
    PASS("pass"),
    /** Measured, and not good enough. */
    FAIL("fail"),
    /** Not measured: as good as failed. */
    NOT_EVALUATED("not-evaluated");

    private final String id;

    GateStatus(String id) {
        this.id = id;
    }

    /** As written in documents and topics. */
    public String id() {
        return id;
    }
}
