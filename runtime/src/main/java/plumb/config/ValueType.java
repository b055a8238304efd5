package plumb.config;

import java.util.List;
import java.util.Optional;

/**
 * What one key, or one option of the command line, accepts: how its text is read, checked and written. Implementations
 * are immutable; any thread.
 *
 * @param <T> the value inside the program, in SI units or nanoseconds
 */
public sealed interface ValueType<T>
        permits AutoType,
                BrokerUrlType,
                ChoiceType,
                DisturbancesType,
                DurationType,
                HistoryFileType,
                NamesType,
                NameType,
                NoneType,
                ParameterType,
                PlanType,
                PeriodType,
                QuantityType,
                StateType,
                StorageType,
                WholeType {
    /**
     * Reads a value. Throws with what is wrong and what is allowed, in one line without the place: the caller knows it.
     */
    T parse(String text) throws ConfigException;

    /** Reads a value from the items of a list; only types that are lists accept it. */
    default T parseItems(List<String> items) throws ConfigException {
        throw new ConfigException("a list of " + items.size() + " is not expected; allowed: " + allowed());
    }

    /** Writes a value so that {@link #parse} gives an equal one. */
    String format(T value);

    /** What is allowed, for messages and the reference: {@code "Hz, kHz, from 10Hz to 5kHz"}. */
    String allowed();

    /**
     * Reads the value of an option: {@code parse("--duration 30s", "30s")}.
     *
     * @param label begins the message
     */
    default T parse(String label, String text) throws ConfigException {
        try {
            return parse(text);
        } catch (ConfigException e) {
            throw new ConfigException(OneLine.whole(label) + ": " + e.getMessage());
        }
    }

    /** A duration in nanoseconds, within limits written as durations. */
    static ValueType<Long> duration(String least, String most) {
        return DurationType.of(least, most);
    }

    /** A rate, as the period in nanoseconds, within limits written as frequencies. */
    static ValueType<Long> period(String slowest, String fastest) {
        return PeriodType.of(slowest, fastest);
    }

    /** A quantity in SI units, within limits written as quantities. */
    static ValueType<Double> quantity(Dimension dimension, String least, String most) {
        return QuantityType.of(dimension, least, most);
    }

    /** A whole number within limits. */
    static ValueType<Long> whole(long least, long most) {
        return new WholeType(least, most);
    }

    /** The literal {@code auto} or a value. */
    static <T> ValueType<Optional<T>> auto(ValueType<T> type) {
        return new AutoType<>(type);
    }
}
