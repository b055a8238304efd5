package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** However long a run: bounded, in order, and every spike is there. */
class DecimationTest {
    private final Decimation decimation = new Decimation(8);

    private static CycleSample sample(long nanos, double angle1) {
        double[] values = new double[Channel.values().length];
        Arrays.fill(values, Double.NaN);
        values[Channel.ANGLE1.index()] = angle1;
        return new CycleSample(nanos, "ENGAGED", "NONE", 0, false, values);
    }

    private void add(double... values) {
        for (int i = 0; i < values.length; i++) {
            decimation.add(sample(1_000_000_000L * i, values[i]));
        }
    }

    @Test
    void aShortRunIsShownCycleByCycle() {
        add(1, 3, 2);
        assertThat(decimation.seconds(1_000_000_000L)).containsExactly(-1, 0, 1);
        assertThat(decimation.values(Channel.ANGLE1)).containsExactly(1, 3, 2);
        assertThat(decimation.cyclesPerBucket()).isEqualTo(1);
    }

    @Test
    void aBucketShowsItsLeastAndGreatestInTheOrderInWhichTheyCame() {
        add(5, 1, 2, 9, 3, 3, 3, 3, 7);
        assertThat(decimation.cyclesPerBucket()).isEqualTo(2);
        assertThat(decimation.seconds(0)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 8);
        assertThat(decimation.values(Channel.ANGLE1)).containsExactly(5, 1, 2, 9, 3, 3, 3, 3, 7, 7);
    }

    @Test
    void noSpikeIsLostInALongRun() {
        long seed = 4;
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = random.doubles(100_000, -1, 1).toArray();
        values[37_123] = 50;
        values[80_001] = -60;
        add(values);
        double[] shown = decimation.values(Channel.ANGLE1);
        assertThat(shown).as("seed %d", seed).hasSizeLessThanOrEqualTo(16).contains(50, -60);
        assertThat(decimation.seconds(0)).isSorted();
        assertThat(Arrays.stream(values).min().orElseThrow())
                .isEqualTo(Arrays.stream(shown).min().orElseThrow());
    }

    @Test
    void whatIsNoNumberIsAGapOnlyWhereThereIsNoNumberAtAll() {
        add(Double.NaN, 4, Double.NaN, Double.NaN, 1, Double.NaN, 2, 2, 2);
        assertThat(decimation.values(Channel.ANGLE1)).containsExactly(4, 4, Double.NaN, Double.NaN, 1, 1, 2, 2, 2, 2);
    }
}
