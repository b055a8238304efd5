package plumb.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import plumb.runtime.os.ThreadSample;

/**
 * Looks again and again at what the kernel counts for the control thread, and keeps what was counted where periods were
 * missed. Telemetry thread; the control thread has no part in it.
 */
public final class StallWatch {
    /** More than these are counted, but not kept one by one. */
    static final int MOST_INTERVALS = 32;

    private final MissCauses causes;
    private final Supplier<ThreadSample> accounts;
    private final List<MissedInterval> intervals = new ArrayList<>();
    private final ThreadSample first;
    private ThreadSample last;
    private long lastNanos;
    private long lastMissed;

    /**
     * The first look.
     *
     * @param causes of the loop
     * @param accounts of its thread
     * @param nowNanos of {@code CLOCK_MONOTONIC}
     */
    public StallWatch(MissCauses causes, Supplier<ThreadSample> accounts, long nowNanos) {
        this.causes = causes;
        this.accounts = accounts;
        this.first = accounts.get();
        this.last = first;
        this.lastNanos = nowNanos;
    }

    /** Looks; allocates. */
    public void look(long nowNanos) {
        long missed = causes.missed();
        ThreadSample now = accounts.get();
        if (missed > lastMissed && intervals.size() < MOST_INTERVALS) {
            intervals.add(
                    new MissedInterval(lastNanos, nowNanos, missed - lastMissed, now.since(last), Optional.empty()));
        }
        last = now;
        lastNanos = nowNanos;
        lastMissed = missed;
    }

    /** What is known now, for a live view. */
    public StallCounts counts() {
        ThreadSample counted = counted();
        return new StallCounts(
                causes.missedByLateWakeup(),
                counted.involuntarySwitches(),
                counted.waitedNanos(),
                counted.stolenNanos());
    }

    /** What the kernel has counted since the first look. */
    public ThreadSample counted() {
        return last.since(first);
    }

    /** The intervals in which periods were missed, oldest first. */
    public List<MissedInterval> intervals() {
        return List.copyOf(intervals);
    }
}
