package plumb.runtime;

/** Why a run of the loop ended. The text is for people. */
public enum EndCause {
    /** The planned duration is over. */
    DURATION_COMPLETE("duration complete"),
    /** The planned window with safe outputs is over. */
    WINDOW_COMPLETE("window complete"),
    /** Someone asked for it. */
    STOP_REQUESTED("stopped on request"),
    /** An operator took the arming back. */
    DISARMED("disarmed"),
    /** The warm-up did not become punctual. */
    NOT_PUNCTUAL("the warm-up did not become punctual: the machine is too busy or not set up for real time"),
    /** The pendulum did not stay inside the capture window. */
    NOT_CAPTURED("the pendulum did not stay inside the capture window"),
    /** Something tripped; see {@link TripReason}. */
    TRIPPED("tripped");

    private final String text;

    EndCause(String text) {
        this.text = text;
    }

    /** What happened, for people. */
    public String text() {
        return text;
    }
}
