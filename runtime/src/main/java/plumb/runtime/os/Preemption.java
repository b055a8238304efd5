package plumb.runtime.os;

/** Preemption model of the kernel. */
public enum Preemption {
    /** Fully preemptible: {@code PREEMPT_RT}. */
    REALTIME,
    /** Chosen at boot: {@code PREEMPT_DYNAMIC}. */
    DYNAMIC,
    /** Low-latency desktop: {@code PREEMPT}. */
    FULL,
    /** The kernel names none: a server kernel without preemption, or with voluntary preemption. */
    NONE
}
