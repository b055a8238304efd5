package plumb.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with its unit, as people write it: {@code 500us}, {@code 1kHz}, {@code 0.0081kg*m^2}. The one grammar of
 * quantities in files and on the command line; decimal throughout, so that {@code 15mm} is exactly the double
 * {@code 0.015}. Immutable; any thread.
 *
 * @param number in the unit
 * @param unit the unit
 */
record Quantity(BigDecimal number, Unit unit) {
    /** Possessive, so that no text makes it backtrack; three digits of exponent are more than a double has. */
    private static final Pattern GRAMMAR =
            Pattern.compile("([+-]?(?:\\d++(?:\\.\\d*+)?+|\\.\\d++)(?:[eE][+-]?\\d{1,3})?+)\\s*+(.*+)", Pattern.DOTALL);

    private static final Pattern NOT_FINITE =
            Pattern.compile("[+-]?\\.?(?:nan|inf|infinity)(?:[^a-z].*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int LONGEST = 64;
    private static final int MOST_DECIMALS = 4;
    private static final BigDecimal TENTH = new BigDecimal("0.1");

    /**
     * Reads a quantity of one dimension.
     *
     * @param allowed ends the message
     */
    static Quantity parse(String text, Dimension dimension, String allowed) throws ConfigException {
        String trimmed = text.strip();
        Matcher matcher = GRAMMAR.matcher(trimmed);
        if (NOT_FINITE.matcher(trimmed).matches()) {
            throw new ConfigException("not a finite number; allowed: " + allowed);
        }
        if (trimmed.length() > LONGEST || !matcher.matches()) {
            throw new ConfigException(
                    "not a number" + (dimension == Dimension.NONE ? "" : " with a unit") + "; allowed: " + allowed);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return new Quantity(number, unit(number, matcher.group(2), dimension, allowed));
    }

    private static Unit unit(BigDecimal number, String symbol, Dimension dimension, String allowed)
            throws ConfigException {
        if (symbol.isEmpty() && dimension != Dimension.NONE) {
            throw new ConfigException((number.signum() == 0 ? "unit missing (zero needs one too)" : "unit missing")
                    + "; allowed: " + allowed);
        }
        Unit unit = Unit.of(symbol)
                .orElseThrow(() -> new ConfigException("unknown unit " + OneLine.of(symbol) + "; allowed: " + allowed));
        if (unit.dimension() != dimension) {
            throw new ConfigException("unit " + symbol + " is not "
                    + (dimension == Dimension.NONE ? "expected" : dimension.noun()) + "; allowed: " + allowed);
        }
        return unit;
    }

    /** The value in the SI unit of its dimension. */
    BigDecimal si() {
        return number.multiply(unit.factor());
    }

    /**
     * Writes an SI value in the unit that reads best, exactly: {@link #parse} gives the same value back.
     *
     * @param si in the SI unit of the dimension
     */
    static String format(BigDecimal si, Dimension dimension) {
        List<Unit> units = dimension.units().reversed();
        for (Unit unit : units) {
            if (unit.printed()) {
                BigDecimal number = si.divide(unit.factor()).stripTrailingZeros();
                boolean zero = number.signum() == 0;
                if (zero || (number.abs().compareTo(least(unit)) >= 0 && number.scale() <= MOST_DECIMALS)) {
                    return plain(number) + unit.symbol();
                }
            }
        }
        Unit base = base(units);
        return plain(si.divide(base.factor())) + base.symbol();
    }

    /** From where on a unit reads well: people say half a metre, but five hundred milliseconds. */
    private static BigDecimal least(Unit unit) {
        boolean base = unit.factor().compareTo(BigDecimal.ONE) == 0;
        return base && unit.dimension() != Dimension.TIME ? TENTH : BigDecimal.ONE;
    }

    /** The SI unit, or the smallest printed one of a dimension whose SI unit has no spelling (bytes). */
    private static Unit base(List<Unit> units) {
        return units.stream()
                .filter(unit -> unit.printed() && unit.factor().compareTo(BigDecimal.ONE) == 0)
                .findFirst()
                .orElseGet(() -> units.stream().filter(Unit::printed).toList().getLast());
    }

    /** Writes a decimal number without trailing zeros, with an exponent only where it is much shorter. */
    static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        return exponent < -5 || exponent > 15
                ? stripped.toString().toLowerCase(Locale.ROOT).replace("+", "")
                : stripped.toPlainString();
    }

    /** Writes a double exactly, as {@link #plain(BigDecimal)}. */
    static String plain(double number) {
        return plain(BigDecimal.valueOf(number));
    }
}
