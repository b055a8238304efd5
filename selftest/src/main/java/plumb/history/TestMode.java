package plumb.history;

/** How thorough a self-test was, and whether it was allowed to finish. Any thread. */
public enum TestMode {
    /** Every gate had its turn. */
    FULL("full"),
    /** Every gate had its turn, in shorter windows. */
    QUICK("quick"),
    /** Someone stopped it: what was not measured says nothing about the rig. */
    INTERRUPTED("interrupted");

    private final String id;

    TestMode(String id) {
        this.id = id;
    }

    /** As written in files and documents. */
    public String id() {
        return id;
    }
}
