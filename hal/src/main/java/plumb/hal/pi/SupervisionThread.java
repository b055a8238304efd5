package plumb.hal.pi;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Looks after the rig on a thread of its own. Housekeeping thread. */
public final class SupervisionThread implements Supervision {
    private final ThreadFactory threads;
    private @Nullable Thread thread;
    private volatile boolean stopping;

    /**
     * Nothing is started yet.
     *
     * @param threads makes the thread, with the priority that it is to have
     */
    public SupervisionThread(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public void start(Runnable look, long periodNanos) {
        stopping = false;
        look.run();
        Thread started = threads.newThread(() -> {
            while (!stopping) {
                LockSupport.parkNanos(periodNanos);
                look.run();
            }
        });
        thread = started;
        started.start();
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
