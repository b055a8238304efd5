package plumb.hal.serial;

import java.util.function.BooleanSupplier;

/** How a rig is listened to: a thread in real time, the test's hand in virtual time. Housekeeping thread. */
public interface Reception {
    /**
     * Begins to call {@code receive} again and again, on one thread.
     *
     * @param receive waits by itself where nothing comes
     */
    void start(Runnable receive);

    /**
     * Waits until something holds, but not for longer than a time.
     *
     * @param condition of what other threads publish
     * @return whether it holds
     */
    boolean await(BooleanSupplier condition, long timeoutNanos);

    /** Ends what {@link #start} began, and waits until it has ended. Harmless when repeated. */
    void stop();
}
