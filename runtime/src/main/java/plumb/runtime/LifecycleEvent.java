package plumb.runtime;

/** What moves a run from one {@link LifecycleState} to the next. */
public enum LifecycleEvent {
    /** The self-test begins. */
    SELF_TEST_STARTED,
    /** The verdict of the self-test is yes. */
    SELF_TEST_PASSED,
    /** The verdict of the self-test is no. */
    SELF_TEST_FAILED,
    /** The verdict does not hold any more: expired, or what it spoke about has changed. */
    VERDICT_LOST,
    /** The operator arms the rig, with permission: see {@link Lifecycle#requestArm}. */
    ARM,
    /** The operator takes the arming back. */
    DISARM,
    /** The operator has seen a fault. Its verdict is gone with it. */
    ACKNOWLEDGE,
    /** The warm-up is over and its tail met the limits. */
    WARMED_UP,
    /** The pendulum stayed in the capture window. */
    CAPTURED,
    /** Duration over, operator, signal: the end without a fault. */
    STOP,
    /** The safe command is out. */
    OUTPUTS_SAFE,
    /** Something is wrong. */
    TRIP
}
