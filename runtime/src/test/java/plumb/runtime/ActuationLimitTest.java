package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActuationLimitTest {
    private static final double LIMIT = 30;
    private static final double PERIOD = 1e-3;

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "-12, -12",
        "31, 30",
        "-31, -30",
        "1e308, 30",
        "-1e308, -30",
        "Infinity, 30",
        "-Infinity, -30",
        "NaN, 0"
    })
    void keepsEveryForceFiniteAndWithinTheLimit(double wanted, double allowed) {
        assertThat(new ActuationLimit(LIMIT, 1e9, PERIOD).apply(wanted)).isEqualTo(allowed);
    }

    @Test
    void limitsTheRateOfChangeInBothDirections() {
        ActuationLimit limit = new ActuationLimit(LIMIT, 5000, PERIOD);

        assertThat(limit.apply(30)).isEqualTo(5);
        assertThat(limit.apply(30)).isEqualTo(10);
        assertThat(limit.apply(-30)).isEqualTo(5);
        assertThat(limit.apply(-30)).isEqualTo(0);
        assertThat(limit.apply(-30)).isEqualTo(-5);
    }

    @Test
    void startsFromZeroAgainAfterTheSafeCommand() {
        ActuationLimit limit = new ActuationLimit(LIMIT, 5000, PERIOD);
        limit.apply(30);
        limit.apply(30);

        limit.restart(0);

        assertThat(limit.apply(30)).isEqualTo(5);
    }

    @Test
    void holdsForRandomForcesOfAnySize() {
        SplittableRandom random = new SplittableRandom(11);
        ActuationLimit limit = new ActuationLimit(LIMIT, 5000, PERIOD);
        double last = 0;
        for (int i = 0; i < 100_000; i++) {
            double force = limit.apply(Double.longBitsToDouble(random.nextLong()));
            assertThat(Math.abs(force)).isLessThanOrEqualTo(LIMIT);
            assertThat(Math.abs(force - last)).isLessThanOrEqualTo(5 + 1e-12);
            last = force;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAForceLimitThatIsNone(double forceLimit) {
        assertThatThrownBy(() -> new ActuationLimit(forceLimit, 1, PERIOD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("force limit is " + forceLimit);
    }

    @ParameterizedTest
    @CsvSource({"0, 1e-3", "NaN, 1e-3", "-1, 1e-3", "1, 0", "1, NaN"})
    void refusesASlewLimitThatIsNone(double slew, double period) {
        assertThatThrownBy(() -> new ActuationLimit(LIMIT, slew, period))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slew is " + slew);
    }
}
