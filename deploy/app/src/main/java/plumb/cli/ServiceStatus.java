package plumb.cli;

import java.util.Locale;
import java.util.function.Consumer;
import plumb.observe.LoopSnapshot;
import plumb.runtime.os.SupervisorLink;

/** What the service manager hears of a command's work, and that it moves on. Housekeeping thread. */
final class ServiceStatus {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Runnable progress;
    private final Consumer<String> status;
    private final long periodNanos;
    private long lastCycles = -1;

    /**
     * Follows a loop.
     *
     * @param progress told that the loop moves on
     * @param status told how it fares, one line
     * @param periodNanos of the loop
     */
    ServiceStatus(Runnable progress, Consumer<String> status, long periodNanos) {
        this.progress = progress;
        this.status = status;
        this.periodNanos = periodNanos;
    }

    /** The checklist, whose every gate is progress. */
    static Checklist follow(Checklist checklist, SupervisorLink service) {
        return checklist.followedBy(line -> {
            service.status(line);
            service.progress();
        });
    }

    /** A look at the loop: progress is what it has done since the last look, nothing else. */
    void loop(LoopSnapshot loop) {
        if (loop.cycles() != lastCycles) {
            lastCycles = loop.cycles();
            progress.run();
        }
        // By whole minutes: a line that changes with every look would be sent with every look.
        long minutes = (long) (loop.cycles() * periodNanos / NANOS_PER_SECOND / 60);
        status.accept(String.format(
                Locale.ROOT,
                "%s, %d min, %d periods missed",
                loop.lifecycle().name().toLowerCase(Locale.ROOT),
                minutes,
                loop.missedCycles()));
    }
}
