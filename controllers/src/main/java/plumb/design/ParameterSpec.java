package plumb.design;

import java.util.List;

/**
 * One tunable parameter of a law or an estimator: what the configuration accepts, the documentation explains and the
 * tuner searches. Immutable; any thread.
 *
 * @param name lower camel case, unique within its law
 * @param kind shape of the value
 * @param length number of components (1 for a scalar)
 * @param unit of each component, in the field's notation ({@code "N"}, {@code "1/s"}); empty when dimensionless
 * @param minimum least allowed component; for {@link Kind#POLES} the least real part; for {@link Kind#CHOICE} 0
 * @param maximum greatest allowed component; for {@link Kind#POLES} the greatest real part; for {@link Kind#CHOICE} the
 *     index of the last word
 * @param choices the words of a {@link Kind#CHOICE} in order, empty for every other kind
 * @param text one sentence for the person who sets it
 */
public record ParameterSpec(
        String name,
        Kind kind,
        int length,
        String unit,
        double minimum,
        double maximum,
        List<String> choices,
        String text) {
    /** Shape of a parameter's value. */
    public enum Kind {
        /** One number. */
        SCALAR,
        /** A fixed number of numbers. */
        VECTOR,
        /** A set of poles closed under complex conjugation. */
        POLES,
        /** One of a few words; its value is the word's index. */
        CHOICE
    }

    /** Copies the list. */
    public ParameterSpec {
        choices = List.copyOf(choices);
    }

    /** A scalar parameter. */
    public static ParameterSpec scalar(String name, String unit, double minimum, double maximum, String text) {
        return new ParameterSpec(name, Kind.SCALAR, 1, unit, minimum, maximum, List.of(), text);
    }

    /** A vector parameter of fixed length. */
    public static ParameterSpec vector(
            String name, int length, String unit, double minimum, double maximum, String text) {
        return new ParameterSpec(name, Kind.VECTOR, length, unit, minimum, maximum, List.of(), text);
    }

    /** A set of {@code length} poles whose real parts lie in the given range (1/s). */
    public static ParameterSpec poles(String name, int length, double minimum, double maximum, String text) {
        return new ParameterSpec(name, Kind.POLES, length, "1/s", minimum, maximum, List.of(), text);
    }

    /** A choice of one of at least two words. */
    public static ParameterSpec choice(String name, List<String> choices, String text) {
        if (choices.size() < 2) {
            throw new IllegalArgumentException("choice " + name + " has fewer than 2 words: " + choices);
        }
        return new ParameterSpec(name, Kind.CHOICE, 1, "", 0, choices.size() - 1, choices, text);
    }
}
