package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the examples and the table of numbers of RFC 8785. */
class CanonicalJsonTest {
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void numbersAsInTheAppendixOfTheStandard(String bits, String written) {
        assertThat(CanonicalJson.of(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(written);
    }

    @Test
    void everyNumberReadsBackAsItselfAndNoDigitLessWouldDo() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isFinite(value) || value == 0) {
                continue;
            }
            String written = CanonicalJson.of(value);
            assertThat(Double.parseDouble(written)).as("seed %d", seed).isEqualTo(value);
            String digits = written.replaceAll("e.*|[-.]", "").replaceAll("^0+|0+$", "");
            if (digits.length() > 1) {
                String fewer = String.format("%." + (digits.length() - 2) + "e", value);
                assertThat(Double.parseDouble(fewer))
                        .as("seed %d: %s", seed, written)
                        .isNotEqualTo(value);
            }
        }
    }

    @Test
    void theExampleOfTheStandard() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("numbers", List.of(333333333.3333333, 1E30, 4.50, 2e-3, 1e-27));
        object.put("string", "\u20ac$\u000F\nA'B\"\\\\\"/");
        object.put("literals", Arrays.asList(null, true, false));
        assertThat(CanonicalJson.of(object))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void keysAreSortedByTheirUtf16Units() {
        List<String> keys = List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6");
        assertThat(CanonicalJson.of(keys.stream().collect(Collectors.toMap(key -> key, key -> 1))))
                .isEqualTo(
                        "{\"\\r\":1,\"1\":1,\"\u0080\":1,\"\u00f6\":1,\"\u20ac\":1,\"\ud83d\ude00\":1,\"\ufb33\":1}");
    }

    @Test
    void whatIsEmptyAndEveryShortEscape() {
        assertThat(CanonicalJson.of(List.of(Map.of(), List.of(), "", "\b\t\f\r")))
                .isEqualTo("[{},[],\"\",\"\\b\\t\\f\\r\"]");
    }

    @Test
    void aWholeNumberIsTheSameWhateverHoldsIt() {
        assertThat(CanonicalJson.of(List.of(7, 7L, 7.0, BigInteger.valueOf(7)))).isEqualTo("[7,7,7,7]");
    }

    @Test
    void refusesWhatHasNoFormOfItsOwn() {
        for (Object value : List.of(
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                (1L << 53) + 1,
                BigInteger.TWO.pow(64).add(BigInteger.ONE))) {
            assertThatThrownBy(() -> CanonicalJson.of(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a number of JSON: " + value);
        }
        assertThatThrownBy(() -> CanonicalJson.of("\ud83d")).hasMessageContaining("half a character");
        assertThatThrownBy(() -> CanonicalJson.of('c')).hasMessageContaining("not a value of JSON");
    }

    @Test
    void theHashIsThatOfTheText() {
        // printf '{"a":1}' | sha256sum
        assertThat(CanonicalJson.sha256(Map.of("a", 1.0)))
                .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    }
}
