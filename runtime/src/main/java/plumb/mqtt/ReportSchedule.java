package plumb.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.NanoClock;

/**
 * Runs reports at their periods on a thread of its own, which nobody waits for. A report that is late is made once, not as
 * often as it was missed, and keeps its phase.
 */
public final class ReportSchedule implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NanoClock clock;
    private final List<Report> reports = new ArrayList<>();
    private final Thread thread;
    private volatile boolean ending;

    /** A schedule of nothing, not started. */
    public ReportSchedule(NanoClock clock) {
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("telemetry").daemon().unstarted(this::run);
    }

    /** Adds a report; before {@link #start}. */
    public void every(Duration period, Runnable report) {
        reports.add(new Report(period.toNanos(), report, clock.nanoTime()));
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Makes what is due; returns when the next is, ns of the clock. One thread. */
    long tick(long nowNanos) {
        long next = Long.MAX_VALUE;
        for (Report report : reports) {
            next = StrictMath.min(next, report.tick(nowNanos) - nowNanos);
        }
        return nowNanos + next;
    }

    private void run() {
        while (!ending) {
            long next = tick(clock.nanoTime());
            long left = next - clock.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    /** Ends; no report is made after this. */
    @Override
    public void close() {
        ending = true;
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Report {
        private final long periodNanos;
        private final Runnable task;
        private long dueNanos;

        Report(long periodNanos, Runnable task, long dueNanos) {
            this.periodNanos = periodNanos;
            this.task = task;
            this.dueNanos = dueNanos;
        }

        long tick(long nowNanos) {
            long late = nowNanos - dueNanos;
            if (late >= 0) {
                task.run();
                dueNanos += (late / periodNanos + 1) * periodNanos;
            }
            return dueNanos;
        }
    }
}
