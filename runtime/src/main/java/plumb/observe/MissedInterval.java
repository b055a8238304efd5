package plumb.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import plumb.runtime.os.ThreadSample;

/**
 * Periods missed between two looks of the telemetry thread, with what was counted in between. Immutable; any thread.
 *
 * @param fromNanos of the look before, ns of {@code CLOCK_MONOTONIC}
 * @param toNanos of the look that saw them
 * @param missed periods
 * @param counted by the kernel in between, for the control thread and its processor
 * @param collections of the process in between; empty where they were not recorded
 */
public record MissedInterval(
        long fromNanos, long toNanos, long missed, ThreadSample counted, Optional<CollectionFigures> collections) {
    /** The same with its collections. */
    public MissedInterval with(Optional<CollectionFigures> newCollections) {
        return new MissedInterval(fromNanos, toNanos, missed, counted, newCollections);
    }

    /**
     * What explains at least half of the time that was missed: {@code processor-busy} (ready to run, but another had the
     * processor), {@code host-steal}, {@code gc-pause}. Empty where nothing that is measured does: a process that was
     * stopped by a signal, or a host that does not say what it took, leaves no trace.
     */
    public List<String> seen(long periodNanos) {
        List<String> seen = new ArrayList<>();
        double half = missed * periodNanos / 2.0;
        if (atLeast(counted.waitedNanos(), half)) {
            seen.add("processor-busy");
        }
        if (atLeast(counted.stolenNanos(), half)) {
            seen.add("host-steal");
        }
        if (collections.isPresent() && collections.get().longestPauseMicros() * 1e3 >= half) {
            seen.add("gc-pause");
        }
        return List.copyOf(seen);
    }

    private static boolean atLeast(OptionalLong value, double limit) {
        return value.isPresent() && value.getAsLong() >= limit;
    }
}
