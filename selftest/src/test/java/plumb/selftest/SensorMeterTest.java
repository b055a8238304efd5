package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SensorMeterTest {
    private final SensorMeter meter = new SensorMeter("link 1", "rad");

    @Test
    void knowsTheRangeOnBothSides() {
        meter.sample(0.1, true);
        meter.sample(-0.3, true);
        meter.sample(0.2, true);
        SensorFigures figures = meter.figures();
        assertThat(figures.name()).isEqualTo("link 1");
        assertThat(figures.unit()).isEqualTo("rad");
        assertThat(figures.least()).isEqualTo(-0.3);
        assertThat(figures.most()).isEqualTo(0.2);
        assertThat(figures.reach()).isEqualTo(0.3);
        assertThat(new SensorFigures("cart", "m", -0.1, 0.4, 0).reach()).isEqualTo(0.4);
    }

    @Test
    void smoothMotionIsNoNoise() {
        for (int i = 0; i < 1000; i++) {
            meter.sample(5 + 0.01 * i, true);
        }
        assertThat(meter.figures().noise()).isCloseTo(0, within(1e-12));
    }

    @Test
    void noiseIsItsStandardDeviation() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            meter.sample(0.001 * i + 0.02 * random.nextGaussian(), true);
        }
        assertThat(meter.figures().noise()).isCloseTo(0.02, within(0.0005));
    }

    @Test
    void noiseOfThreeValuesIsThatOfTheirSecondDifference() {
        meter.sample(1, true);
        meter.sample(3, true);
        meter.sample(2, true);
        assertThat(meter.figures().noise()).isEqualTo(StrictMath.sqrt(9.0 / 6));
    }

    @Test
    void aGapIsNoNoise() {
        for (double value : new double[] {0, 0, 0}) {
            meter.sample(value, true);
        }
        meter.sample(7, false);
        meter.sample(7, true);
        assertThat(meter.figures().noise()).isZero();
        meter.sample(10, true);
        assertThat(meter.figures().noise()).as("two differences").isEqualTo(StrictMath.sqrt(9.0 / 12));
    }

    @Test
    void tooFewValuesAreNotQuiet() {
        meter.sample(1, true);
        meter.sample(1, true);
        assertThat(meter.figures().noise()).isInfinite();
    }
}
