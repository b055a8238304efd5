package plumb.design;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.complex.Complex;
import org.jspecify.annotations.Nullable;

/**
 * Values of a law's or an estimator's parameters, by name. Immutable; any thread.
 *
 * <p>A value is a list of complex numbers: a scalar has one, real; a vector several, real; poles may be complex; a choice
 * has one, the index of the word.
 */
public final class ParameterValues {
    private final Map<String, List<Complex>> values;

    private ParameterValues(Map<String, List<Complex>> values) {
        this.values = values;
    }

    /** No values. */
    public static ParameterValues none() {
        return new ParameterValues(Map.of());
    }

    /** The given values; the map is copied. */
    public static ParameterValues of(Map<String, List<Complex>> values) {
        TreeMap<String, List<Complex>> copy = new TreeMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        return new ParameterValues(copy);
    }

    /** These values and one more scalar (or the scalar replaced). */
    public ParameterValues with(String name, double... components) {
        return with(name, Arrays.stream(components).mapToObj(Complex::new).toList());
    }

    /** These values and one more list of complex numbers (or the list replaced). */
    public ParameterValues with(String name, List<Complex> components) {
        TreeMap<String, List<Complex>> copy = new TreeMap<>(values);
        copy.put(name, List.copyOf(components));
        return new ParameterValues(copy);
    }

    /** The names that have a value, sorted. */
    public List<String> names() {
        return values.keySet().stream().sorted().toList();
    }

    /** The value of a scalar. Throws {@link IllegalArgumentException} when there is none of that name. */
    public double scalar(String name) {
        return get(name).getFirst().getReal();
    }

    /** The value of a vector, a fresh array. Throws {@link IllegalArgumentException} when there is none of that name. */
    public double[] vector(String name) {
        return get(name).stream().mapToDouble(Complex::getReal).toArray();
    }

    /** The index of a choice. Throws {@link IllegalArgumentException} when there is none of that name. */
    public int choice(String name) {
        return (int) scalar(name);
    }

    /** A set of poles. Throws {@link IllegalArgumentException} when there is none of that name. */
    public List<Complex> poles(String name) {
        return get(name);
    }

    private List<Complex> get(String name) {
        @Nullable List<Complex> value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("parameter " + name + " has no value");
        }
        return value;
    }

    /**
     * Checks that exactly the specified parameters are present, with the right shapes and within their ranges.
     *
     * @param owner begins the message, for example {@code "controller classical"}
     * @throws IllegalArgumentException with what was found and what is allowed
     */
    public void check(String owner, List<ParameterSpec> specs) {
        for (ParameterSpec spec : specs) {
            @Nullable List<Complex> value = values.get(spec.name());
            if (value == null) {
                throw new IllegalArgumentException(owner + ": parameter " + spec.name() + " is missing");
            }
            check(owner, spec, value);
        }
        for (String name : values.keySet()) {
            if (specs.stream().noneMatch(spec -> spec.name().equals(name))) {
                throw new IllegalArgumentException(owner + ": unknown parameter " + name + "; allowed: "
                        + String.join(
                                ", ", specs.stream().map(ParameterSpec::name).toList()));
            }
        }
    }

    /** Checks one value against its specification; throws {@link IllegalArgumentException} as {@link #check}. */
    public static void check(String owner, ParameterSpec spec, List<Complex> value) {
        String where = owner + ": parameter " + spec.name();
        if (value.size() != spec.length()) {
            throw new IllegalArgumentException(
                    where + " has " + value.size() + " components, must have " + spec.length());
        }
        if (spec.kind() == ParameterSpec.Kind.CHOICE) {
            checkChoice(where, spec, value.getFirst());
            return;
        }
        for (Complex component : value) {
            double real = component.getReal();
            if (!(real >= spec.minimum() && real <= spec.maximum()) || !Double.isFinite(component.getImaginary())) {
                throw new IllegalArgumentException(where + " is " + real + ", must be from " + spec.minimum() + " to "
                        + spec.maximum() + (spec.unit().isEmpty() ? "" : " " + spec.unit()));
            }
            if (component.getImaginary() != 0
                    && (spec.kind() != ParameterSpec.Kind.POLES || !value.contains(component.conjugate()))) {
                throw new IllegalArgumentException(where + " has the complex component " + component
                        + (spec.kind() == ParameterSpec.Kind.POLES ? " without its conjugate" : ", must be real"));
            }
        }
    }

    private static void checkChoice(String where, ParameterSpec spec, Complex value) {
        for (int index = 0; index <= spec.maximum(); index++) {
            if (value.getReal() == index && value.getImaginary() == 0) {
                return;
            }
        }
        throw new IllegalArgumentException(where + " is " + value.getReal() + ", must be the index (from 0) of one of "
                + String.join(", ", spec.choices()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterValues that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
