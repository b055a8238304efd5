package plumb.cli;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import plumb.config.RigConfig;
import plumb.history.ReadinessHistory;
import plumb.runtime.os.LinuxClock;
import plumb.simulation.Rehearsal;

/**
 * What a self-test needs before it begins, made while the loop is rehearsed: which build this is, a clock that is warm, the
 * library of the history. Made and asked on the housekeeping thread; a thread of its own does the rest.
 */
final class Preparations {
    private final FutureTask<BuildInfo> build = new FutureTask<>(BuildInfo::read);
    private final FutureTask<LinuxClock> clock;
    private final RigConfig config;

    private Preparations(RigConfig config) {
        this.config = config;
        this.clock = new FutureTask<>(() -> warmClock(config));
    }

    private static LinuxClock warmClock(RigConfig config) {
        LinuxClock fresh = new LinuxClock(config.loop().spinNanos());
        fresh.warmUp();
        return fresh;
    }

    /** Begins. */
    static Preparations begin(RigConfig config) {
        Preparations preparations = new Preparations(config);
        Thread.ofPlatform().name("start-up").daemon().start(preparations::work);
        return preparations;
    }

    private void work() {
        clock.run();
        build.run();
        if (config.history().file().isPresent()) {
            try {
                ReadinessHistory.prepare();
            } catch (IOException _) {
                // Whoever opens the history tries again, and says what is wrong.
            }
        }
    }

    /** Rehearses the loop meanwhile; returns the clock. */
    LinuxClock rehearse(Rehearsal.Length length) throws IOException {
        Rehearsal.run(config, length);
        return done(clock);
    }

    /** Which build this is; waits until it is known. */
    BuildInfo build() throws IOException {
        return done(build);
    }

    /** A signal that comes meanwhile is remembered: it ends the self-test, which then says so. */
    private static <T> T done(FutureTask<T> task) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException problem) {
                throw new IOException(Plumb.line(problem), problem);
            }
            throw new IllegalStateException("the start-up broke", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
