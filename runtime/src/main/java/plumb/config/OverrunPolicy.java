package plumb.config;

/** What the loop does with the periods it was too late for. */
public enum OverrunPolicy {
    /** Skip whole periods and keep the phase: for rigs. */
    SKIP,
    /** Run every period, late ones at once: for virtual time and replay. */
    BURST
}
