package plumb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import plumb.observe.FirstCycles;
import plumb.observe.MissCauses;
import plumb.observe.MissedInterval;
import plumb.observe.PhaseSummary;
import plumb.observe.SwitchCycles;
import plumb.runtime.os.ThreadSample;

/**
 * Why periods were missed, and whether the first engaged cycles computed as quickly as the others. Only what was measured.
 * Immutable; any thread.
 *
 * @param missed periods missed while engaged, by cause
 * @param intervals between two looks in which periods were missed, with what the kernel counted meanwhile
 * @param counted by the kernel for the control thread, from its start to the last look
 * @param periodNanos of the loop
 * @param first compute times of the first engaged cycles; empty when the loop never engaged
 * @param rest of all others; empty when there were none
 * @param switches times of the cycles in which another law took over, and of the others; read after the loop has ended
 */
record RunTiming(
        Map<MissCauses.Cause, Long> missed,
        List<MissedInterval> intervals,
        ThreadSample counted,
        long periodNanos,
        Optional<PhaseSummary> first,
        Optional<PhaseSummary> rest,
        SwitchCycles switches) {
    RunTiming {
        intervals = List.copyOf(intervals);
    }

    /** The keys of {@code timing}. */
    Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> byCause = new LinkedHashMap<>();
        missed.forEach((cause, periods) -> byCause.put(name(cause), periods));
        Map<String, @Nullable Object> misses = new LinkedHashMap<>();
        misses.put("byCause", byCause);
        misses.put("intervals", intervals.stream().map(this::keys).toList());
        Map<String, @Nullable Object> firstCycles = new LinkedHashMap<>();
        firstCycles.put("cycles", FirstCycles.COUNT);
        firstCycles.put("computeUs", first.map(Documents::percentiles).orElse(null));
        firstCycles.put("restComputeUs", rest.map(Documents::percentiles).orElse(null));
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("missed", misses);
        keys.put("controlThread", keys(counted));
        keys.put("firstCycles", firstCycles);
        keys.put("switchCycles", switches.switching().map(this::switchKeys).orElse(null));
        return keys;
    }

    private Map<String, @Nullable Object> switchKeys(PhaseSummary switching) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("cycles", switching.count());
        keys.put("cycleUs", Documents.percentiles(switching));
        keys.put("restCycleUs", switches.others().map(Documents::percentiles).orElse(null));
        return keys;
    }

    private Map<String, @Nullable Object> keys(MissedInterval interval) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("missed", interval.missed());
        keys.put("lookedForMs", (interval.toNanos() - interval.fromNanos()) / 1e6);
        keys.putAll(keys(interval.counted()));
        keys.put(
                "gcPauseMaxUs",
                interval.collections().isPresent()
                        ? interval.collections().get().longestPauseMicros()
                        : null);
        keys.put("seen", interval.seen(periodNanos));
        return keys;
    }

    private static Map<String, @Nullable Object> keys(ThreadSample counted) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("involuntarySwitches", number(counted.involuntarySwitches()));
        keys.put("waitedForCpuMs", millis(counted.waitedNanos()));
        keys.put("stolenByHostMs", millis(counted.stolenNanos()));
        keys.put("minorFaults", number(counted.minorFaults()));
        keys.put("majorFaults", number(counted.majorFaults()));
        return keys;
    }

    /** What the misses came from, for people; empty where there were none. */
    Optional<String> missesText() {
        long all = missed.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        missed.forEach((cause, periods) -> {
            if (periods > 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(periods)
                        .append(' ')
                        .append(words(cause));
            }
        });
        text.append("; while they were missed: ");
        List<String> seen = intervals.stream()
                .flatMap(interval -> interval.seen(periodNanos).stream())
                .distinct()
                .toList();
        text.append(seen.isEmpty() ? "nothing that is measured explains them" : String.join(", ", seen));
        return Optional.of(text.toString());
    }

    /** The first cycles beside the others, for people; empty where there is nothing to compare. */
    Optional<String> firstText() {
        return first.isPresent() && rest.isPresent()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "compute p99.9 %.1f \u00b5s in the first %d cycles, %.1f \u00b5s in the others",
                        first.get().p999(),
                        FirstCycles.COUNT,
                        rest.get().p999()))
                : Optional.empty();
    }

    /** The cycles with a switch beside the others, for people; empty where there was none. */
    Optional<String> switchText() {
        return switches.switching()
                .flatMap(switching -> switches.others()
                        .map(others -> String.format(
                                Locale.ROOT,
                                "at most %.1f \u00b5s in %d cycles with another law, p99.9 %.1f \u00b5s in the others",
                                switching.max(),
                                switching.count(),
                                others.p999())));
    }

    private static String words(MissCauses.Cause cause) {
        return switch (cause) {
            case WAKEUP -> "by a late wake-up";
            case READ, ESTIMATE, COMPUTE, WRITE -> "by a long " + name(cause);
            case OBSERVERS -> "by slow observers";
        };
    }

    private static String name(MissCauses.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long number(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Double millis(OptionalLong nanos) {
        return nanos.isPresent() ? nanos.getAsLong() / 1e6 : null;
    }
}
