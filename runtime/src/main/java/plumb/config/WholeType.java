package plumb.config;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A whole number within limits.
 *
 * @param minimum least allowed
 * @param maximum greatest allowed
 */
record WholeType(long minimum, long maximum) implements ValueType<Long> {
    private static final Pattern DIGITS = Pattern.compile("[+-]?\\d{1,20}");

    @Override
    public Long parse(String text) throws ConfigException {
        String trimmed = text.strip();
        if (!DIGITS.matcher(trimmed).matches()) {
            throw new ConfigException("not a whole number; allowed: " + allowed());
        }
        BigInteger value = new BigInteger(trimmed);
        if (value.compareTo(BigInteger.valueOf(minimum)) < 0 || value.compareTo(BigInteger.valueOf(maximum)) > 0) {
            throw new ConfigException("out of range; allowed: " + allowed());
        }
        return value.longValueExact();
    }

    @Override
    public String format(Long value) {
        return Long.toString(value);
    }

    @Override
    public String allowed() {
        return "a whole number, from " + minimum + " to " + maximum;
    }
}
