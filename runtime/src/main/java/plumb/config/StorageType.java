package plumb.config;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of storage within limits, bytes.
 *
 * @param minimum least allowed, bytes
 * @param maximum greatest allowed, bytes
 */
record StorageType(long minimum, long maximum) implements ValueType<Long> {
    @Override
    public Long parse(String text) throws ConfigException {
        BigDecimal bytes = Quantity.parse(text, Dimension.STORAGE, allowed()).si();
        if (bytes.compareTo(BigDecimal.valueOf(minimum)) < 0 || bytes.compareTo(BigDecimal.valueOf(maximum)) > 0) {
            throw new ConfigException("out of range; allowed: " + allowed());
        }
        return bytes.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    @Override
    public String format(Long value) {
        return Quantity.format(BigDecimal.valueOf(value), Dimension.STORAGE);
    }

    @Override
    public String allowed() {
        return Dimension.STORAGE.spellings() + ", from " + format(minimum) + " to " + format(maximum);
    }
}
