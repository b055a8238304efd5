package plumb.runtime.os;

import java.util.concurrent.ThreadFactory;

/**
 * Makes threads that the control thread depends on but never waits for, as the reader of a serial port: {@code SCHED_FIFO}
 * below it where that is permitted, so that ordinary work does not hold them up and they do not hold up the loop. Where it
 * is not permitted they are ordinary; the control thread reports the same lack of itself. Daemons. Any thread.
 */
public final class AssistantThreads implements ThreadFactory {
    /** Leaves room for threads of the kernel and of others between the loop and what serves it. */
    private static final int BELOW = 10;

    private final String name;
    private final int priority;

    /**
     * A factory.
     *
     * @param name of the threads
     * @param loopPriority priority of the control thread, 0 for the normal class
     */
    public AssistantThreads(String name, int loopPriority) {
        this.name = name;
        this.priority = priority(loopPriority);
    }

    /** Real-time priority of an assistant beside a loop of this priority; 0 for the normal class. */
    public static int priority(int loopPriority) {
        return loopPriority == 0 ? 0 : StrictMath.max(1, loopPriority - BELOW);
    }

    @Override
    public Thread newThread(Runnable body) {
        return Thread.ofPlatform().name(name).daemon().unstarted(() -> {
            if (priority > 0) {
                Posix.setTimerSlack(1);
                Posix.setFifo(priority);
            }
            body.run();
        });
    }
}
