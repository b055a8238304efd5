package plumb.hal.pi;

/** Who looks after the rig while the loop runs: a thread in real time, the test's hand in virtual time. Housekeeping thread. */
public interface Supervision {
    /** Begins to call {@code look} every {@code periodNanos} on one thread; the first time before this returns. */
    void start(Runnable look, long periodNanos);

    /** Ends that, and waits until it has ended. Harmless when repeated. */
    void stop();
}
