package plumb.readiness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the one form that RFC 8785 allows for each value: no spaces, keys sorted by their UTF-16 units, numbers as
 * ECMAScript writes them. Equal values have equal bytes, whoever wrote them and however. Pure functions; any thread.
 *
 * <p>A value is {@code null}, a {@link Boolean}, {@link String}, {@link Number}, {@link List} or {@link Map} with texts as
 * keys. A number is one of IEEE 754 double precision: a whole number that is none, NaN and infinities are refused.
 */
public final class CanonicalJson {
    private static final int LAST_PLAIN_EXPONENT = 21;
    private static final int FIRST_PLAIN_EXPONENT = -6;

    private CanonicalJson() {}

    /** The text; throws {@link IllegalArgumentException} with what cannot be written. */
    public static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder(1024);
        write(value, out);
        return out.toString();
    }

    /** SHA-256 of the text in UTF-8, 64 hexadecimal digits. */
    public static String sha256(@Nullable Object value) {
        try {
            byte[] bytes = of(value).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case Boolean flag -> out.append(flag);
            case String text -> text(text, out);
            case Number number -> out.append(number(number));
            case List<?> list -> list(list, out);
            case Map<?, ?> map -> object(map, out);
            default -> throw new IllegalArgumentException("not a value of JSON: " + value.getClass());
        }
    }

    private static void list(List<?> list, StringBuilder out) {
        String separator = "[";
        for (Object item : list) {
            out.append(separator);
            write(item, out);
            separator = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put((String) key, value));
        String separator = "{";
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            out.append(separator);
            text(entry.getKey(), out);
            out.append(':');
            write(entry.getValue(), out);
            separator = ",";
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> out.append('\\').appendCodePoint(c);
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (Character.getType(c) == Character.SURROGATE) {
                        throw new IllegalArgumentException("half a character in the text " + text);
                    }
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        out.append('"');
    }

    private static String number(Number number) {
        double value = number.doubleValue();
        boolean exact = !(number instanceof Long || number instanceof java.math.BigInteger)
                || new BigDecimal(value).compareTo(new BigDecimal(number.toString())) == 0;
        if (!Double.isFinite(value) || !exact) {
            throw new IllegalArgumentException("not a number of JSON: " + number);
        }
        if (value == 0) {
            return "0";
        }
        String sign = value < 0 ? "-" : "";
        return sign + unsigned(shortest(StrictMath.abs(value)));
    }

    /**
     * The decimal with the fewest digits that reads back as the same double. {@link Double#toString} gives it, but for those of
     * one digit, where it gives the nearest one of two.
     */
    private static BigDecimal shortest(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal oneDigit = decimal.round(new MathContext(1, RoundingMode.HALF_UP));
        return oneDigit.doubleValue() == value ? oneDigit.stripTrailingZeros() : decimal;
    }

    /** As ECMAScript's {@code Number::toString} writes it: digits times ten to the power of {@code exponent - digits}. */
    private static String unsigned(BigDecimal decimal) {
        String digits = decimal.unscaledValue().toString();
        int exponent = digits.length() - decimal.scale();
        if (digits.length() <= exponent && exponent <= LAST_PLAIN_EXPONENT) {
            return digits + "0".repeat(exponent - digits.length());
        }
        if (0 < exponent && exponent <= LAST_PLAIN_EXPONENT) {
            return digits.substring(0, exponent) + "." + digits.substring(exponent);
        }
        if (FIRST_PLAIN_EXPONENT < exponent && exponent <= 0) {
            return "0." + "0".repeat(-exponent) + digits;
        }
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (exponent > 0 ? "+" : "-") + StrictMath.abs(exponent - 1);
    }
}
