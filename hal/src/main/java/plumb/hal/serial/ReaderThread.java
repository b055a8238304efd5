package plumb.hal.serial;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Listens to a rig on a thread of its own. Housekeeping thread. */
public final class ReaderThread implements Reception {
    private static final long POLL_NANOS = 1_000_000;

    private final ThreadFactory threads;
    private @Nullable Thread thread;
    private volatile boolean stopping;

    /**
     * Nothing is started yet.
     *
     * @param threads makes the thread, with the priority that it is to have
     */
    public ReaderThread(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public void start(Runnable receive) {
        stopping = false;
        Thread started = threads.newThread(() -> {
            while (!stopping) {
                receive.run();
            }
        });
        thread = started;
        started.start();
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
        stopping = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                running.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        thread = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
