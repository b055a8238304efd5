package plumb.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an orderly stop: whatever runs is asked to stop, and the process waits until the command
 * has written its results. The JVM then exits with 130 or 143 by itself.
 */
final class StopSignals implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "stop-signal");
    private volatile Runnable stop = () -> {};
    private volatile boolean stopping;

    private StopSignals() {}

    static StopSignals install() {
        StopSignals signals = new StopSignals();
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    /** What is to be asked to stop; asked at once when the signal has already come. */
    void onStop(Runnable newStop) {
        stop = newStop;
        if (stopping) {
            newStop.run();
        }
    }

    /** Asks for the same as a signal does; any thread. */
    void request() {
        stopping = true;
        stop.run();
    }

    /** Whether a signal has come, or the same was asked for. */
    boolean stopping() {
        return stopping;
    }

    private void stopAndWait() {
        stopping = true;
        stop.run();
        try {
            if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("plumb: gave up waiting for the command to end in order");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The shutdown has begun: the hook is running and has just been told that the command is finished.
            stopping = true;
        }
    }
}
