package plumb.runtime;

/** What moves a run from one {@link LifecycleState} to the next. */
public enum LifecycleEvent {
    /** The self-test begins. */
    SELF_TEST_STARTED("the self-test begins"),
    /** The verdict of the self-test is yes. */
    SELF_TEST_PASSED("the verdict permits a run"),
    /** The verdict of the self-test is no. */
    SELF_TEST_FAILED("the verdict permits no run"),
    /** The verdict does not hold any more: expired, or what it spoke about has changed. */
    VERDICT_LOST("the verdict does not hold any more"),
    /** The operator arms the rig, with permission: see {@link Lifecycle#requestArm}. */
    ARM("armed by the operator"),
    /** The operator takes the arming back. */
    DISARM("disarmed by the operator"),
    /** The operator has seen a fault. Its verdict is gone with it. */
    ACKNOWLEDGE("the operator has acknowledged the fault"),
    /** The warm-up is over and its tail met the limits. */
    WARMED_UP("the loop is warm"),
    /** The pendulum stayed in the capture window. */
    CAPTURED("the pendulum is where the law can hold it"),
    /** Duration over, operator, signal: the end without a fault. */
    STOP("stopped"),
    /** The safe command is out. */
    OUTPUTS_SAFE("the safe command is out"),
    /** Something is wrong. */
    TRIP("the loop broke");

    private final String text;

    LifecycleEvent(String text) {
        this.text = text;
    }

    /** What happened, for people, where nobody says more. */
    public String text() {
        return text;
    }
}
