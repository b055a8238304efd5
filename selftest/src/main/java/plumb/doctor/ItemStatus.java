package plumb.doctor;

/** How an item of the machine's set-up was found. */
public enum ItemStatus {
    /** As it should be. */
    GOOD("good"),
    /** Works; the remedy makes it better. */
    COULD_BE_BETTER("could-be-better"),
    /** Keeps the loop from its timing; the remedy is needed. */
    BAD("bad"),
    /** Nothing could be read or tried on this machine: no judgement. */
    NOT_MEASURABLE("not-measurable");

    private final String id;

    ItemStatus(String id) {
        this.id = id;
    }

    /** Name in documents. */
    public String id() {
        return id;
    }

    /** Whether the loop can do with it. */
    public boolean inOrder() {
        return this == GOOD || this == COULD_BE_BETTER;
    }
}
