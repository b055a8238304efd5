package plumb.readiness;

/** How ready a rig is, best first. Any thread. */
public enum Level {
    /** Score of at least 95. */
    READY("ready", 95),
    /** Score of at least 85. */
    CONDITIONALLY_READY("conditionally-ready", 85),
    /** Score of at least 70. */
    NEEDS_IMPROVEMENT("needs-improvement", 70),
    /** A lower score. */
    NOT_READY("not-ready", 0),
    /** A critical gate was not passed, whatever the score. */
    BLOCKED("blocked", Double.NaN);

    private final String id;
    private final double leastScore;

    Level(String id, double leastScore) {
        this.id = id;
        this.leastScore = leastScore;
    }

    /** As written in documents and topics. */
    public String id() {
        return id;
    }

    /** The least score of this level, out of 100; {@code NaN} for {@link #BLOCKED}, which no score decides. */
    public double leastScore() {
        return leastScore;
    }

    /** Whether a run is allowed at this level. */
    public boolean allowsRun() {
        return this == READY || this == CONDITIONALLY_READY;
    }
}
