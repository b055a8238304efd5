package plumb.hal;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Does one turn after another on a thread of its own until it is stopped. Housekeeping thread. */
public final class RepeatingThread {
    private final ThreadFactory threads;
    private @Nullable Thread thread;
    private volatile boolean stopping;

    /**
     * Nothing is started yet.
     *
     * @param threads makes the thread, with the priority that it is to have
     */
    public RepeatingThread(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Starts the thread. */
    public void start(Runnable turn) {
        stopping = false;
        Thread started = threads.newThread(() -> {
            while (!stopping) {
                turn.run();
            }
        });
        thread = started;
        started.start();
    }

    /** Waits for the end of the turn that is being done; nothing happens where no thread runs. An interrupt is kept for later. */
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
