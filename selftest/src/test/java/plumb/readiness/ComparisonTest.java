package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    @ParameterizedTest
    @CsvSource({
        "AT_LEAST, 100, 100, true,  1",
        "AT_LEAST, 130, 100, true,  1",
        "AT_LEAST,  50, 100, false, 0.5",
        "AT_LEAST,   0, 100, false, 0",
        "AT_LEAST,  -5, 100, false, 0",
        "AT_MOST,    0,   0, true,  1",
        "AT_MOST,   -1,   0, true,  1",
        "AT_MOST,   48,   0, false, 0",
        "AT_MOST, 1e-9,   0, false, 0",
        "AT_MOST,   10,  10, true,  1",
        "AT_MOST,    0,  10, true,  1",
        "AT_MOST,   40,  10, false, 0.25",
    })
    void tellsWhetherAndHowFarAValueAttainsTheThreshold(
            Comparison comparison, double value, double threshold, boolean satisfied, double attained) {
        assertThat(comparison.satisfied(value, threshold)).isEqualTo(satisfied);
        assertThat(comparison.attained(value, threshold)).isEqualTo(attained);
    }

    @ParameterizedTest
    @CsvSource({"AT_LEAST", "AT_MOST"})
    void attainsAllOnlyWhereSatisfied(Comparison comparison) {
        double threshold = 0.1 + 0.2;
        double justNot = comparison == Comparison.AT_LEAST ? Math.nextDown(threshold) : Math.nextUp(threshold);
        assertThat(comparison.attained(justNot, threshold)).isLessThan(1);
    }

    @Test
    void isShownByItsSign() {
        assertThat(Comparison.AT_LEAST.symbol()).isEqualTo(">=");
        assertThat(Comparison.AT_MOST.symbol()).isEqualTo("<=");
    }
}
