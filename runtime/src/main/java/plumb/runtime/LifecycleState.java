package plumb.runtime;

/** Where a run is in its life. The transitions are those of {@link Lifecycle}. */
public enum LifecycleState {
    /** Starting. */
    BOOT,
    /** Measuring whether it is ready. */
    SELF_TEST,
    /** The verdict is yes. */
    READY,
    /** The verdict is no. */
    NOT_READY,
    /** Permitted by a verdict and an operator; the loop warms up with safe outputs. */
    ARMED,
    /** Safe outputs; waiting until the pendulum stays in the capture window. */
    CAPTURING,
    /** The law drives the motor. */
    ENGAGED,
    /** Safe outputs; on its way out. */
    STOPPING,
    /** The end of a run without a fault. */
    STOPPED,
    /** Latched until an operator acknowledges it: something was wrong. Safe outputs. */
    FAULT
}
