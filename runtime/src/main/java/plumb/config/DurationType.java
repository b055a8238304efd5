package plumb.config;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A duration within limits, ns.
 *
 * @param minimum least allowed, ns
 * @param maximum greatest allowed, ns
 */
record DurationType(long minimum, long maximum) implements ValueType<Long> {
    private static final int NANO_SCALE = 9;

    static DurationType of(String least, String most) {
        return new DurationType(constant(least), constant(most));
    }

    private static long constant(String text) {
        return StrictMath.round(QuantityType.constant(text, Dimension.TIME) * 1e9);
    }

    @Override
    public Long parse(String text) throws ConfigException {
        BigDecimal nanos = Quantity.parse(text, Dimension.TIME, allowed()).si().movePointRight(NANO_SCALE);
        if (nanos.compareTo(BigDecimal.valueOf(minimum)) < 0 || nanos.compareTo(BigDecimal.valueOf(maximum)) > 0) {
            throw new ConfigException("out of range; allowed: " + allowed());
        }
        return nanos.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    @Override
    public String format(Long value) {
        return Quantity.format(BigDecimal.valueOf(value, NANO_SCALE), Dimension.TIME);
    }

    @Override
    public String allowed() {
        return Dimension.TIME.spellings() + ", from " + format(minimum) + " to " + format(maximum);
    }
}
