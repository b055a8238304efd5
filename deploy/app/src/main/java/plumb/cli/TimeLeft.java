package plumb.cli;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import plumb.selftest.Check;
import plumb.selftest.Observation;

/**
 * How long the check that runs now and the whole self-test still take, from what each check expects. {@link #next} on the
 * housekeeping thread, the rest on any.
 */
final class TimeLeft {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanos;
    private volatile Step step;

    private record Step(int number, long beganNanos, Duration expected, Duration later) {}

    /**
     * Nothing has begun.
     *
     * @param all of the whole self-test
     * @param nanos the time, ns
     */
    TimeLeft(Duration all, LongSupplier nanos) {
        this.nanos = nanos;
        this.step = new Step(0, nanos.getAsLong(), Duration.ZERO, all);
    }

    /** What some checks take together: an observation that several of them share is made once. */
    static Duration of(List<? extends Check> checks) {
        Set<Observation<?>> observations = new HashSet<>();
        Duration sum = Duration.ZERO;
        for (Check check : checks) {
            sum = sum.plus(check.expectedDuration());
            observations.addAll(check.observations());
        }
        return observations.stream().map(Observation::expectedDuration).reduce(sum, Duration::plus);
    }

    /** The next check begins and takes so long. */
    void next(Duration expected) {
        Step before = step;
        Duration later = before.later().minus(expected);
        step = new Step(before.number() + 1, nanos.getAsLong(), expected, later.isNegative() ? Duration.ZERO : later);
    }

    /** Number of the check that runs, from 1. */
    int number() {
        return step.number();
    }

    /** Of the check that runs, whole seconds; 0 when it takes longer than it was expected to. */
    long ofThisCheck() {
        return seconds(left(step));
    }

    /** Of the whole self-test, whole seconds. */
    long ofAll() {
        Step now = step;
        return seconds(left(now).plus(now.later()));
    }

    private Duration left(Step now) {
        Duration left = now.expected().minusNanos(nanos.getAsLong() - now.beganNanos());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static long seconds(Duration duration) {
        return (long) Math.ceil(duration.toNanos() / NANOS_PER_SECOND);
    }
}
