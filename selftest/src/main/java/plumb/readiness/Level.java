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
    /**
     * Only the evidence of the build is wanting, everything measured here would allow a run, and nothing can move: the
     * simulated rig may run, no other.
     */
    SIMULATION_ONLY("simulation-only", Double.NaN),
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

    /** The least score of this level, out of 100; {@code NaN} for the two that no score decides. */
    public double leastScore() {
        return leastScore;
    }

    /** Whether a run is allowed at this level on any rig. */
    public boolean allowsRun() {
        return this == READY || this == CONDITIONALLY_READY;
    }
}
