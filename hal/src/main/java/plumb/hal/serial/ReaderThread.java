package plumb.hal.serial;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import plumb.hal.RepeatingThread;

/** Listens to a rig on a thread of its own. Housekeeping thread. */
public final class ReaderThread implements Reception {
    private static final long POLL_NANOS = 1_000_000;

    private final RepeatingThread thread;

    /**
     * Nothing is started yet.
     *
     * @param threads makes the thread, with the priority that it is to have
     */
    public ReaderThread(ThreadFactory threads) {
        this.thread = new RepeatingThread(threads);
    }

    @Override
    public void start(Runnable receive) {
        thread.start(receive);
    }

    @Override
    public boolean await(BooleanSupplier condition, long timeoutNanos) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > timeoutNanos
                    || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    @Override
    public void stop() {
        thread.stop();
    }
}
