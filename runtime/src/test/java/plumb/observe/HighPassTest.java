package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighPassTest {
    private static final double CORNER = 10;

    /** Amplitude of what is left of a unit sine, from its projection on sine and cosine over whole periods. */
    private static double gain(double frequency, double rate) {
        HighPass filter = new HighPass(CORNER, rate);
        int period = (int) StrictMath.round(rate / frequency);
        int transient0 = (int) (10 * rate / CORNER) / period * period + period;
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < transient0 + 10 * period; i++) {
            double phase = 2 * StrictMath.PI * i / period;
            double output = filter.step(StrictMath.sin(phase));
            if (i >= transient0) {
                sine += output * StrictMath.sin(phase);
                cosine += output * StrictMath.cos(phase);
            }
        }
        return StrictMath.hypot(sine, cosine) / (5 * period);
    }

    @ParameterizedTest
    @CsvSource({"1,1000", "5,1000", "10,1000", "20,1000", "100,1000", "250,1000", "10,100", "25,100", "10,5000"})
    void hasTheMagnitudeOfAButterworthFilter(double frequency, double rate) {
        // |H|^2 = 1/(1 + (wc/w)^4) in the warped frequency w = tan(pi f/fs).
        double ratio = StrictMath.tan(StrictMath.PI * CORNER / rate) / StrictMath.tan(StrictMath.PI * frequency / rate);

        assertThat(gain(frequency, rate)).isCloseTo(1 / StrictMath.sqrt(1 + StrictMath.pow(ratio, 4)), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 1000, 5000})
    void letsHalfThePowerThroughAtTheCorner(double rate) {
        assertThat(gain(CORNER, rate)).isCloseTo(StrictMath.sqrt(0.5), within(1e-6));
    }

    @Test
    void forgetsAConstant() {
        HighPass filter = new HighPass(CORNER, 1000);
        double output = filter.step(7);
        assertThat(output).isGreaterThan(6);
        for (int i = 0; i < 2000; i++) {
            output = filter.step(7);
        }

        assertThat(output).isCloseTo(0, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 10, 0, Double.NaN})
    void refusesARateWithoutABandAboveTheCorner(double rate) {
        assertThatThrownBy(() -> new HighPass(CORNER, rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must lie between 0 and half the rate");
    }

    @Test
    void refusesACornerThatIsNone() {
        assertThatThrownBy(() -> new HighPass(0, 1000)).isInstanceOf(IllegalArgumentException.class);
    }
}
