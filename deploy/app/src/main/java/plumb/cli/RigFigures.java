package plumb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.hal.LinkStatistics;
import plumb.observe.PhaseSummary;

/**
 * What came of the link to the rig in a run. Immutable; any thread.
 *
 * @param age of the samples in engaged cycles, us; empty when the loop never engaged
 * @param stale engaged cycles without a new sample
 * @param counted by the link from the first cycle to the last; empty where no frames travel
 * @param faults that the line was made to have, as they were written
 */
record RigFigures(Optional<PhaseSummary> age, long stale, Optional<LinkStatistics> counted, List<String> faults) {
    /** What is to say of the link from one look at its counters to the next. */
    static Optional<LinkStatistics> between(Optional<LinkStatistics> before, Optional<LinkStatistics> after) {
        return after.flatMap(now -> before.map(now::since));
    }

    /** For the document; what was not measured is null. */
    Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        put(keys, "sampleAgeUs", age.map(Documents::percentiles));
        put(keys, "staleSamples", age.map(_ -> stale));
        put(keys, "frames", counted.map(LinkStatistics::received));
        put(keys, "frameErrors", counted.map(LinkStatistics::damaged));
        put(keys, "lostFrames", counted.map(LinkStatistics::missing));
        put(keys, "repeatedFrames", counted.map(LinkStatistics::repeated));
        put(keys, "reconnects", counted.map(LinkStatistics::reconnections));
        keys.put("faults", faults);
        return keys;
    }

    private static <T> void put(Map<String, @Nullable Object> keys, String key, Optional<T> value) {
        keys.put(key, value.isPresent() ? value.get() : null);
    }

    /** A line for people where frames travel; empty otherwise. */
    Optional<String> text() {
        return counted.map(link -> String.format(
                Locale.ROOT,
                "%s%d frames, %d with errors, %d lost, %d repeated, %d reconnects; %d cycles without a new sample%s",
                age.map(a -> String.format(
                                Locale.ROOT,
                                "samples %.0f \u00b5s old (p99 %.0f, at most %.0f), ",
                                a.p50(),
                                a.p99(),
                                a.max()))
                        .orElse(""),
                link.received(),
                link.damaged(),
                link.missing(),
                link.repeated(),
                link.reconnections(),
                stale,
                faults.isEmpty() ? "" : "; the line was made to have " + String.join(", ", faults)));
    }
}
