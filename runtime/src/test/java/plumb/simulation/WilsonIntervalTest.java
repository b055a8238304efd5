package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interval is that of the tables, and holds the true rate as often as it says. */
class WilsonIntervalTest {
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.277533",
        "10, 10, 0.722467, 1",
        "1, 10, 0.017876, 0.404150",
        "81, 263, 0.255289, 0.366210",
        "1994, 2000, 0.993470, 0.998624"
    })
    void isThatOfTheTables(long successes, long trials, double low, double high) {
        WilsonInterval interval = WilsonInterval.of(successes, trials);
        assertThat(interval.rate()).isEqualTo((double) successes / trials);
        assertThat(interval.low()).isCloseTo(low, within(2e-6));
        assertThat(interval.high()).isCloseTo(high, within(2e-6));
    }

    @Test
    void holdsTheTrueRateAboutNineteenTimesOfTwenty() {
        SplittableRandom random = new SplittableRandom(20);
        int held = 0;
        int narrowHeld = 0;
        for (int batch = 0; batch < 4000; batch++) {
            int successes = 0;
            for (int i = 0; i < 200; i++) {
                successes += random.nextDouble() < 0.97 ? 1 : 0;
            }
            WilsonInterval interval = WilsonInterval.of(successes, 200);
            held += interval.low() <= 0.97 && 0.97 <= interval.high() ? 1 : 0;
            double half = (interval.high() - interval.low()) / 4;
            narrowHeld += Math.abs(interval.rate() - 0.97) <= half ? 1 : 0;
        }
        assertThat(held / 4000.0).isBetween(0.92, 0.98);
        // The control: an interval of half the width does not.
        assertThat(narrowHeld / 4000.0).isLessThan(0.9);
    }

    @Test
    void nothingTriedHasNoRate() {
        assertThatThrownBy(() -> WilsonInterval.of(0, 0)).hasMessage("0 successes of 0 trials");
        assertThatThrownBy(() -> WilsonInterval.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WilsonInterval.of(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
