package plumb.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hipparchus.complex.Complex;
import plumb.design.ParameterSpec;
import plumb.design.ParameterSpec.Kind;

/**
 * A parameter of a law or an estimator: plain numbers in the unit of its specification, poles as {@code -2+3i}, a choice as
 * its word.
 *
 * @param spec says shape and range
 */
record ParameterType(ParameterSpec spec) implements ValueType<List<Complex>> {
    private static final String MAGNITUDE = "(?:\\d++(?:\\.\\d*+)?+|\\.\\d++)(?:[eE][+-]?\\d{1,3})?+";
    private static final Pattern COMPLEX = Pattern.compile("([+-]?" + MAGNITUDE + ")([+-]" + MAGNITUDE + ")i");
    private static final int LONGEST = 64;

    @Override
    public List<Complex> parse(String text) throws ConfigException {
        return switch (spec.kind()) {
            case SCALAR -> List.of(component(text));
            case CHOICE -> List.of(new Complex(index(text)));
            case VECTOR, POLES -> parseItems(ListText.split(text));
        };
    }

    @Override
    public List<Complex> parseItems(List<String> items) throws ConfigException {
        if (single()) {
            return ValueType.super.parseItems(items);
        }
        if (items.size() != spec.length()) {
            throw new ConfigException(items.size() + " numbers; allowed: " + allowed());
        }
        List<Complex> components = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            try {
                components.add(component(items.get(i)));
            } catch (ConfigException e) {
                throw new ConfigException(
                        "number " + (i + 1) + " is " + OneLine.of(items.get(i)) + ": " + e.getMessage());
            }
        }
        checkConjugates(components);
        return List.copyOf(components);
    }

    private boolean single() {
        return spec.kind() == Kind.SCALAR || spec.kind() == Kind.CHOICE;
    }

    private int index(String text) throws ConfigException {
        int index = spec.choices().indexOf(text.strip());
        if (index < 0) {
            throw new ConfigException("unknown " + spec.name() + "; allowed: " + allowed());
        }
        return index;
    }

    private Complex component(String text) throws ConfigException {
        Complex value = spec.kind() == Kind.POLES ? pole(text) : new Complex(number(text));
        if (!(value.getReal() >= spec.minimum() && value.getReal() <= spec.maximum())
                || Double.isInfinite(value.getImaginary())) {
            throw new ConfigException("out of range; allowed: " + allowed());
        }
        return value;
    }

    private Complex pole(String text) throws ConfigException {
        Matcher matcher = COMPLEX.matcher(text.strip());
        if (text.length() <= LONGEST && matcher.matches()) {
            return new Complex(
                    new BigDecimal(matcher.group(1)).doubleValue(), new BigDecimal(matcher.group(2)).doubleValue());
        }
        return new Complex(number(text));
    }

    private double number(String text) throws ConfigException {
        return Quantity.parse(text, Dimension.NONE, allowed()).si().doubleValue();
    }

    /** Real polynomials have complex roots in conjugate pairs only, as many of the one as of the other. */
    private void checkConjugates(List<Complex> poles) throws ConfigException {
        for (Complex pole : poles) {
            long same = poles.stream().filter(pole::equals).count();
            long conjugate = poles.stream()
                    .filter(other -> other.getReal() == pole.getReal() && other.getImaginary() == -pole.getImaginary())
                    .count();
            if (pole.getImaginary() != 0 && same != conjugate) {
                throw new ConfigException(format(pole) + " has no conjugate " + format(pole.conjugate())
                        + " beside it; allowed: " + allowed());
            }
        }
    }

    @Override
    public String format(List<Complex> value) {
        return switch (spec.kind()) {
            case SCALAR -> format(value.getFirst());
            case CHOICE -> spec.choices().get((int) value.getFirst().getReal());
            case VECTOR, POLES ->
                ListText.join(value.stream().map(ParameterType::format).toList());
        };
    }

    private static String format(Complex value) {
        String real = Quantity.plain(value.getReal());
        if (value.getImaginary() == 0) {
            return real;
        }
        return real + (value.getImaginary() > 0 ? "+" : "") + Quantity.plain(value.getImaginary()) + "i";
    }

    @Override
    public String allowed() {
        String range = "from " + Quantity.plain(spec.minimum()) + " to " + Quantity.plain(spec.maximum());
        String unit = spec.unit().isEmpty() ? "" : " in " + spec.unit();
        return switch (spec.kind()) {
            case SCALAR -> "a plain number" + unit + ", " + range;
            case VECTOR -> spec.length() + " plain numbers" + unit + ", each " + range;
            case POLES ->
                spec.length() + " poles" + unit + " as -2 or -2+3i, complex ones in pairs, real parts " + range;
            case CHOICE -> String.join(", ", spec.choices());
        };
    }
}
