package plumb.cli;

import java.time.Duration;
import plumb.config.ConfigException;
import plumb.config.ValueType;

/** Durations of the command line. */
final class Durations {
    private static final ValueType<Long> TYPE = ValueType.duration("0s", "604800s");
    private static final ValueType<Long> INTERVAL = ValueType.duration("1s", "86400s");

    private Durations() {}

    /**
     * Control periods of a duration given as an option, rounded up: only {@code 0s} is 0. Throws {@link ConfigException}
     * naming the option.
     */
    static long cycles(String option, String text, long periodNanos) throws ConfigException {
        return Math.ceilDiv(TYPE.parse(option + " " + text, text), periodNanos);
    }

    /** An interval of one second to one day. Throws {@link ConfigException} naming the option. */
    static Duration interval(String option, String text) throws ConfigException {
        return Duration.ofNanos(INTERVAL.parse(option + " " + text, text));
    }
}
