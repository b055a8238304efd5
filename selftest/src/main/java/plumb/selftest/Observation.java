package plumb.selftest;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Something expensive to look at that several checks share: one timing window gives both timing and allocation. It is
 * made at most once, when a check first asks; a failure is kept and thrown again to every later one. Housekeeping
 * thread only.
 *
 * @param <T> what was seen
 */
public final class Observation<T> {
    private final Duration expectedDuration;
    private final Callable<T> source;
    private @Nullable T seen;
    private @Nullable Exception failure;

    /** Not made yet. */
    public Observation(Duration expectedDuration, Callable<T> source) {
        this.expectedDuration = expectedDuration;
        this.source = source;
    }

    /** How long the next {@link #get} takes: nothing once it has been made. */
    public Duration expectedDuration() {
        return made() ? Duration.ZERO : expectedDuration;
    }

    /** What was seen; looks now if nobody has yet. */
    public T get() throws Exception {
        if (!made()) {
            try {
                seen = source.call();
            } catch (Exception e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (seen == null) {
            throw new IllegalStateException("the observation saw nothing");
        }
        return seen;
    }

    private boolean made() {
        return seen != null || failure != null;
    }
}
