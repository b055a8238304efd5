package plumb.runtime.os;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one processor of a virtual machine busy at the lowest priority there is ({@code SCHED_IDLE}), so that the hypervisor
 * does not take it away: a virtual processor that halts between two cycles waits at the host to be let back in, now and then
 * for milliseconds. Costs that processor's idle time and nothing else: anything that wants to run goes first.
 *
 * <p>A process of its own and not a thread, because a Java thread that hardly ever runs would hold up every safepoint. It
 * ends by itself when the process that it serves is gone, however that ended. Not the control thread's steady state.
 */
public final class KeepAwake implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 2;

    private final Process process;

    private KeepAwake(Process process) {
        this.process = process;
    }

    /**
     * Starts to keep a processor awake.
     *
     * @param cpu which one
     * @param servedPid ends with this process
     * @throws IOException when {@code taskset} or {@code chrt} (util-linux) is missing
     */
    public static KeepAwake start(int cpu, long servedPid) throws IOException {
        return new KeepAwake(new ProcessBuilder(
                        "taskset",
                        "-c",
                        Integer.toString(cpu),
                        "chrt",
                        "-i",
                        "0",
                        "sh",
                        "-c",
                        "while kill -0 " + servedPid + "; do :; done")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Whether it is at work. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Process id. */
    long pid() {
        return process.pid();
    }

    /** Waits for its end, at most so long. */
    boolean awaitEnd(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
