package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The masses of a batch: both ends, and the range between them covered evenly however many runs there are. */
class MassSweepTest {
    private static final MassSweep SWEEP = new MassSweep(0.8, 1.2);

    @Test
    void beginsWithBothEnds() {
        assertThat(SWEEP.factor(0)).isEqualTo(0.8);
        assertThat(SWEEP.factor(1)).isEqualTo(1.2);
    }

    @Test
    void staysBetweenTheEnds() {
        assertThat(IntStream.range(0, 100_000).mapToDouble(SWEEP::factor)).allMatch(m -> m >= 0.8 && m <= 1.2);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 100, 200})
    void leavesNoGapMuchLongerThanTheMeanOne(int runs) {
        MassSweep sweep = new MassSweep(1, 2);
        double[] factors =
                IntStream.range(0, runs).mapToDouble(sweep::factor).sorted().toArray();
        double longest = IntStream.range(1, runs)
                .mapToDouble(i -> factors[i] - factors[i - 1])
                .max()
                .orElseThrow();
        assertThat(longest).isLessThan(2.5 / (runs - 1));
    }

    @Test
    void repeatsNoFactor() {
        MassSweep sweep = new MassSweep(1, 2);
        double[] factors = IntStream.range(0, 1000).mapToDouble(sweep::factor).toArray();
        assertThat(Arrays.stream(factors).distinct().count()).isEqualTo(1000);
    }

    @Test
    void aRangeOfOneFactorIsThatFactor() {
        assertThat(IntStream.range(0, 10).mapToDouble(new MassSweep(1.1, 1.1)::factor))
                .containsOnly(1.1);
    }

    @Test
    void scalesTheTrueLinksAndLeavesTheNominalPlant() {
        assertThat(SWEEP.truth(Rigs.lab("lqr"), 1).simulation().massFactor()).isEqualTo(1.2);
        assertThat(SWEEP.truth(Rigs.lab("lqr"), 1).plant())
                .isEqualTo(Rigs.lab("lqr").plant());
    }
}
