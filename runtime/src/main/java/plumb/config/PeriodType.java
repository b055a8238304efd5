package plumb.config;

import java.math.BigDecimal;

/**
 * A rate within limits, kept as its period: people think in rates, the loop counts nanoseconds.
 *
 * @param slowest least allowed rate, Hz
 * @param fastest greatest allowed rate, Hz
 */
record PeriodType(double slowest, double fastest) implements ValueType<Long> {
    private static final double NANOS_PER_SECOND = 1e9;

    static PeriodType of(String slowest, String fastest) {
        return new PeriodType(
                QuantityType.constant(slowest, Dimension.FREQUENCY),
                QuantityType.constant(fastest, Dimension.FREQUENCY));
    }

    @Override
    public Long parse(String text) throws ConfigException {
        double rate = Quantity.parse(text, Dimension.FREQUENCY, allowed()).si().doubleValue();
        if (!(rate >= slowest && rate <= fastest)) {
            throw new ConfigException("out of range; allowed: " + allowed());
        }
        return StrictMath.round(NANOS_PER_SECOND / rate);
    }

    @Override
    public String format(Long period) {
        return format(NANOS_PER_SECOND / period);
    }

    private static String format(double rate) {
        return Quantity.format(BigDecimal.valueOf(rate), Dimension.FREQUENCY);
    }

    @Override
    public String allowed() {
        return Dimension.FREQUENCY.spellings() + ", from " + format(slowest) + " to " + format(fastest);
    }
}
