package plumb.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import plumb.observe.LatencyCounts;
import plumb.observe.LoopCountersReader;
import plumb.observe.LoopSnapshot;
import plumb.observe.MappedCounters;
import plumb.observe.ProcessSnapshot;

/**
 * Looks at a loop again and again and keeps what is needed to say how it went lately: rates and percentiles over the last
 * seconds. One thread.
 */
final class LoopWatch {
    /** Long enough for a 99.9th percentile at 1 kHz, short enough to show what happens now. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private static final int MOST_LOOKS = 50;
    private static final double SECONDS = 1e-9;

    private final MappedCounters counters;
    private final int looks;
    private final Deque<Look> window = new ArrayDeque<>();

    private record Look(long nanos, long cycles, LatencyCounts wakeups, LatencyCounts cycleTimes) {}

    /** A watch that looks this often; the first look is now. */
    LoopWatch(MappedCounters counters, long intervalNanos) throws IOException {
        this.counters = counters;
        this.looks = Math.clamp(WINDOW.toNanos() / intervalNanos, 1, MOST_LOOKS);
        window.add(look(snapshot()));
    }

    /** What the loop does now and did since the oldest look in the window. */
    TopSample sample() throws IOException {
        // Asked first: whatever the loop still writes is seen, and nothing is called alive that had ended.
        boolean alive = counters.running();
        LoopSnapshot loop = snapshot();
        ProcessSnapshot process = counters.reader().process();
        Look now = look(loop);
        Look then = window.getFirst();
        window.add(now);
        if (window.size() > looks) {
            window.removeFirst();
        }
        double seconds = (now.nanos - then.nanos) * SECONDS;
        return new TopSample(
                counters.identity(),
                loop,
                process,
                alive,
                Duration.between(counters.identity().startedAt(), Instant.now()).toMillis() * 1e-3,
                // Both are of the machine's one monotonic clock.
                (System.nanoTime() - loop.wakeNanos()) * SECONDS,
                seconds > 0 ? OptionalDouble.of((now.cycles - then.cycles) / seconds) : OptionalDouble.empty(),
                now.wakeups.since(then.wakeups).summary(),
                now.cycleTimes.since(then.cycleTimes).summary(),
                seconds);
    }

    private LoopSnapshot snapshot() throws IOException {
        return counters.reader()
                .snapshot()
                .orElseThrow(() ->
                        new IOException(counters.file() + ": the loop was killed in the middle of a cycle's counters"));
    }

    private Look look(LoopSnapshot loop) {
        LoopCountersReader reader = counters.reader();
        return new Look(System.nanoTime(), loop.cycles(), reader.wakeups(), reader.cycleTimes());
    }
}
