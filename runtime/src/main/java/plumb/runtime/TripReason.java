package plumb.runtime;

/**
 * Why the loop went to the safe command. {@link #NONE} while all is well. The text is for the person at the rig.
 */
public enum TripReason {
    /** All is well. */
    NONE("none"),
    /** A sensed or estimated value is not a number or infinite. */
    NOT_FINITE("a sensed or estimated value is not finite"),
    /** The cart left its limit. */
    POSITION("cart position outside the envelope"),
    /** A link leans too far. */
    ANGLE("angle outside the envelope"),
    /** The cart is too fast. */
    VELOCITY("cart velocity outside the envelope"),
    /** A link turns too fast. */
    RATE("angular rate outside the envelope"),
    /** A sensed value changed more in one cycle than the rig can move. */
    ENCODER_JUMP("encoder jump"),
    /** No new sample for too many cycles. */
    STALE("no new sample from the rig"),
    /** The rig reports the emergency stop. */
    EMERGENCY_STOP("emergency stop"),
    /** The cart touches an end stop. */
    END_STOP("cart at an end stop"),
    /** The rig reports a fault of link, sensor or driver. */
    RIG_FAULT("the rig reports a fault"),
    /** More periods were missed than the budget allows. */
    OVERRUN_BUDGET("overrun budget spent"),
    /** The plan of a swing-up is over and the pendulum is not upright. */
    SWING_UP_FAILED("swing-up failed: the pendulum is not upright in time");

    private final String text;

    TripReason(String text) {
        this.text = text;
    }

    /** Whether the pendulum fell, or would have at once: it leans too far, turns too fast, or never came up. */
    public boolean meansFallen() {
        return this == ANGLE || this == RATE || this == SWING_UP_FAILED;
    }

    /** What happened, for people. */
    public String text() {
        return text;
    }
}
