package plumb.report;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is plotted: the whole of it, its first and its last seconds more finely, and its events. Takes the cycles one
 * by one and keeps a bounded part of them, so a run may be of any length. One thread.
 */
final class RunSeries {
    /** Two points each: about the pixels of a wide screen. */
    private static final int OVERVIEW_BUCKETS = 4096;

    private static final int DETAIL_BUCKETS = 2048;
    private static final long BEFORE_NANOS = 200_000_000L;
    private static final long DETAIL_NANOS = 3_000_000_000L;
    /** A run that misses more has its misses in the figures and as one event. */
    private static final int MOST_MISSES_LISTED = 200;

    private final Decimation overview = new Decimation(OVERVIEW_BUCKETS);
    private final Decimation start = new Decimation(DETAIL_BUCKETS);
    private final Deque<CycleSample> recent = new ArrayDeque<>();
    private final Map<Channel, ChannelSummary> summaries = new EnumMap<>(Channel.class);
    private final List<Happening> happenings = new ArrayList<>();
    private @Nullable CycleSample previous;
    private @Nullable CycleSample engagement;
    private long cycles;
    private long missesListed;
    private long missesNotListed;

    private record Happening(long nanos, RunEvent.Kind kind, String text) {}

    private RunSeries() {
        for (Channel channel : Channel.values()) {
            summaries.put(channel, new ChannelSummary());
        }
    }

    /** Takes every cycle of the source. */
    static RunSeries of(CycleSource source) throws IOException {
        RunSeries series = new RunSeries();
        @Nullable CycleSample sample = source.next();
        while (sample != null) {
            series.add(sample);
            sample = source.next();
        }
        return series;
    }

    private void add(CycleSample sample) {
        cycles++;
        overview.add(sample);
        happen(sample);
        detail(sample);
        if (sample.engaged()) {
            for (Channel channel : Channel.values()) {
                Objects.requireNonNull(summaries.get(channel)).add(sample.value(channel));
            }
        }
        previous = sample;
    }

    private void detail(CycleSample sample) {
        CycleSample engaged = engagement;
        if (engaged == null && sample.engaged()) {
            engagement = sample;
            recent.forEach(before -> {
                if (sample.wakeNanos() - before.wakeNanos() <= BEFORE_NANOS) {
                    start.add(before);
                }
            });
            engaged = sample;
        }
        if (engaged != null && sample.wakeNanos() - engaged.wakeNanos() <= DETAIL_NANOS) {
            start.add(sample);
        }
        recent.add(sample);
        while (sample.wakeNanos() - recent.getFirst().wakeNanos() > DETAIL_NANOS) {
            recent.removeFirst();
        }
    }

    private void happen(CycleSample sample) {
        CycleSample before = previous;
        if (before == null || !before.phase().equals(sample.phase())) {
            note(sample, RunEvent.Kind.PHASE, sample.phase().toLowerCase(Locale.ROOT));
        }
        if (before != null && before.swinging() && !sample.swinging() && sample.engaged()) {
            note(sample, RunEvent.Kind.MILESTONE, "swung up");
        }
        if (sample.tripped() && (before == null || !before.tripped())) {
            note(
                    sample,
                    RunEvent.Kind.TRIP,
                    "trip: " + sample.trip().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        if (sample.missed() > 0 && sample.engaged()) {
            missed(sample);
        }
    }

    private void missed(CycleSample sample) {
        if (missesListed < MOST_MISSES_LISTED) {
            missesListed++;
            note(
                    sample,
                    RunEvent.Kind.MISSED,
                    sample.missed() + (sample.missed() == 1 ? " period" : " periods") + " missed");
        } else {
            missesNotListed++;
        }
    }

    private void note(CycleSample sample, RunEvent.Kind kind, String text) {
        happenings.add(new Happening(sample.wakeNanos(), kind, text));
    }

    /** How many cycles there were. */
    long cycles() {
        return cycles;
    }

    /** Whether the law ever was in control. */
    boolean engaged() {
        return engagement != null;
    }

    /** Instant 0 of every plot: engagement, or the first cycle where there was none. */
    long originNanos() {
        CycleSample engaged = engagement;
        return engaged != null
                ? engaged.wakeNanos()
                : happenings.isEmpty() ? 0 : happenings.getFirst().nanos();
    }

    /** The whole run. */
    Decimation overview() {
        return overview;
    }

    /** From shortly before engagement until three seconds after. */
    Decimation start() {
        return start;
    }

    /** The last three seconds. */
    Decimation end() {
        Decimation end = new Decimation(DETAIL_BUCKETS);
        recent.forEach(end::add);
        return end;
    }

    /** A channel over the engaged cycles. */
    ChannelSummary summary(Channel channel) {
        return Objects.requireNonNull(summaries.get(channel));
    }

    /** What happened, in order. */
    List<RunEvent> events() {
        List<RunEvent> events = new ArrayList<>();
        for (Happening happening : happenings) {
            events.add(new RunEvent((happening.nanos() - originNanos()) * 1e-9, happening.kind(), happening.text()));
        }
        CycleSample last = previous;
        if (missesNotListed > 0 && last != null) {
            events.add(new RunEvent(
                    (last.wakeNanos() - originNanos()) * 1e-9,
                    RunEvent.Kind.MISSED,
                    missesNotListed + " further late cycles are not listed one by one"));
        }
        return events;
    }
}
