package plumb.history;

/** Whether a verdict that was handed over has armed a rig. Any thread. */
public enum ArmingUse {
    /** It is in the history, and has not. */
    UNUSED,
    /** It has: once is all it may. */
    USED,
    /** The history does not know it: given with another history, or no longer kept. */
    UNKNOWN
}
