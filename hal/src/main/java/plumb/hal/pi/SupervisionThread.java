package plumb.hal.pi;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import plumb.hal.RepeatingThread;

/** Looks after the rig on a thread of its own. Housekeeping thread. */
public final class SupervisionThread implements Supervision {
    private final RepeatingThread thread;

    /**
     * Nothing is started yet.
     *
     * @param threads makes the thread, with the priority that it is to have
     */
    public SupervisionThread(ThreadFactory threads) {
        this.thread = new RepeatingThread(threads);
    }

    @Override
    public void start(Runnable look, long periodNanos) {
        look.run();
        thread.start(() -> {
            LockSupport.parkNanos(periodNanos);
            look.run();
        });
    }

    @Override
    public void stop() {
        thread.stop();
    }
}
