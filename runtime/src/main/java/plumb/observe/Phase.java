package plumb.observe;

import java.util.Locale;

/** The spans of a cycle whose duration is measured, ns. */
public enum Phase {
    /** Lateness of the wake-up after the deadline that was waited for, missed periods included. */
    WAKEUP,
    /** Reading and calibrating the rig's sample. */
    READ,
    /** Estimating the state. */
    ESTIMATE,
    /** Envelope, law and limits. */
    COMPUTE,
    /** Writing the command. */
    WRITE,
    /** From the wake-up until the command is written. */
    CYCLE,
    /** Difference between the period and the time from one wake-up to the next, where no period was missed in between. */
    JITTER;

    /** Name in files and documents. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
