package plumb.runtime.os;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import plumb.config.LoopSettings;

/**
 * The control thread: a new platform thread with {@code SCHED_FIFO} priority, pinned to one processor, without timer slack,
 * in a process whose memory is locked and whose processors do not sleep deeply. What is not permitted is left out and
 * reported. What it took from the process is given back when the body has ended, however it ended.
 *
 * <p>The handle may be used on any thread. One at a time per process: locked memory belongs to the process as a whole.
 */
public final class RealtimeThread {
    private final Thread thread;
    private final CompletableFuture<RealtimeReport> report = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;

    private RealtimeThread(String name, LoopSettings settings, Runnable body, Path root) {
        this.thread = Thread.ofPlatform().name(name).daemon(false).unstarted(() -> run(settings, body, root));
    }

    /**
     * Starts the thread.
     *
     * @param name of the thread
     * @param settings its priority (0 = the normal class) and processor (-1 = the last isolated one, else the last one allowed)
     * @param body what it runs
     */
    public static RealtimeThread start(String name, LoopSettings settings, Runnable body) {
        return start(name, settings, body, Path.of("/"));
    }

    static RealtimeThread start(String name, LoopSettings settings, Runnable body, Path root) {
        RealtimeThread started = new RealtimeThread(name, settings, body, root);
        started.thread.start();
        return started;
    }

    private void run(LoopSettings settings, Runnable body, Path root) {
        try (RealtimeSetup setup = new RealtimeSetup(root)) {
            report.complete(setup.apply(settings));
            body.run();
        } catch (Throwable e) {
            failure = e;
            report.completeExceptionally(e);
        }
    }

    /** What the thread got; waits until that is known, which is before the body starts. */
    public RealtimeReport report() {
        return report.join();
    }

    /**
     * Waits for the end of the body.
     *
     * @throws ExecutionException when the body threw; its cause is what it threw
     */
    public void join() throws InterruptedException, ExecutionException {
        thread.join();
        throwFailure();
    }

    /**
     * Waits for the end of the body, but not for longer than the timeout.
     *
     * @return whether it has ended
     * @throws ExecutionException when the body threw; its cause is what it threw
     */
    public boolean join(Duration timeout) throws InterruptedException, ExecutionException {
        if (!thread.join(timeout)) {
            return false;
        }
        throwFailure();
        return true;
    }

    private void throwFailure() throws ExecutionException {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new ExecutionException("control thread '" + thread.getName() + "' failed", thrown);
        }
    }
}
