package plumb.config;

import java.math.BigDecimal;

/**
 * A quantity within limits, in SI units.
 *
 * @param dimension what it measures
 * @param minimum least allowed, SI
 * @param maximum greatest allowed, SI
 */
record QuantityType(Dimension dimension, double minimum, double maximum) implements ValueType<Double> {
    static QuantityType of(Dimension dimension, String least, String most) {
        return new QuantityType(dimension, constant(least, dimension), constant(most, dimension));
    }

    /** Reads a limit that stands in the source. */
    static double constant(String text, Dimension dimension) {
        try {
            return Quantity.parse(text, dimension, dimension.spellings()).si().doubleValue();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Double parse(String text) throws ConfigException {
        double value = Quantity.parse(text, dimension, allowed()).si().doubleValue();
        if (!(value >= minimum && value <= maximum)) {
            throw new ConfigException("out of range; allowed: " + allowed());
        }
        return value;
    }

    @Override
    public String format(Double value) {
        return Quantity.format(BigDecimal.valueOf(value), dimension);
    }

    @Override
    public String allowed() {
        return (dimension == Dimension.NONE ? "a plain number" : dimension.spellings()) + ", from " + format(minimum)
                + " to " + format(maximum);
    }
}
