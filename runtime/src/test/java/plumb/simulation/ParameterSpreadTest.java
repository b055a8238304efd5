package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.config.RigConfig;

/** A Monte Carlo draws every parameter by itself, within its range, and the same again for the same seed. */
class ParameterSpreadTest {
    private static final RigConfig LAB = Rigs.lab("lqr");
    private static final ParameterSpread SPREAD = new ParameterSpread(4711, 0.1);
    private static final List<ToDoubleFunction<RigConfig>> PARAMETERS = List.of(
            rig -> rig.plant().cartMass(),
            rig -> rig.plant().cartDamping(),
            rig -> rig.plant().link1().mass(),
            rig -> rig.plant().link1().length(),
            rig -> rig.plant().link1().centre(),
            rig -> rig.plant().link1().inertia(),
            rig -> rig.plant().link1().damping(),
            rig -> rig.plant().link2().mass(),
            rig -> rig.plant().link2().length(),
            rig -> rig.plant().link2().centre(),
            rig -> rig.plant().link2().inertia(),
            rig -> rig.plant().link2().damping());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void everyParameterUsesItsWholeRange(int parameter) {
        List<Double> ratios = Arrays.stream(ratios(SPREAD, parameter)).boxed().toList();
        assertThat(ratios).allMatch(ratio -> ratio >= 0.9 && ratio <= 1.1);
        assertThat(ratios).anyMatch(ratio -> ratio < 0.905).anyMatch(ratio -> ratio > 1.095);
    }

    @Test
    void parametersAreIndependent() {
        for (int one = 0; one < PARAMETERS.size(); one++) {
            for (int other = one + 1; other < PARAMETERS.size(); other++) {
                assertThat(correlation(ratios(SPREAD, one), ratios(SPREAD, other)))
                        .as("%d and %d", one, other)
                        .isBetween(-0.15, 0.15);
            }
        }
    }

    @Test
    void theDelayIsBetweenOnceAndTwiceTheNominalOne() {
        List<Long> delays = IntStream.range(0, 500)
                .mapToObj(run -> SPREAD.truth(LAB, run).actuator().delayNanos())
                .toList();
        assertThat(delays)
                .allMatch(delay -> delay >= 1e6 && delay <= 2e6)
                .anyMatch(delay -> delay < 1.02e6)
                .anyMatch(delay -> delay > 1.98e6);
    }

    @Test
    void encodersAreNoisyAndEveryRunHasItsOwnNoise() {
        assertThat(SPREAD.truth(LAB, 0).simulation().noiseCounts()).isEqualTo(1);
        assertThat(IntStream.range(0, 500)
                        .mapToLong(run -> SPREAD.truth(LAB, run).simulation().seed())
                        .distinct()
                        .count())
                .isEqualTo(500);
    }

    @Test
    void theSameSeedDrawsTheSame() {
        assertThat(new ParameterSpread(4711, 0.1).truth(LAB, 77)).isEqualTo(SPREAD.truth(LAB, 77));
    }

    @Test
    void neighbouringSeedsAndRunsHaveNothingInCommon() {
        assertThat(new ParameterSpread(1, 0.1).truth(LAB, 2)).isNotEqualTo(new ParameterSpread(2, 0.1).truth(LAB, 1));
        assertThat(new ParameterSpread(4712, 0.1).truth(LAB, 77).plant())
                .isNotEqualTo(SPREAD.truth(LAB, 77).plant());
    }

    @Test
    void withoutASpreadThePlantIsTheNominalOne() {
        assertThat(new ParameterSpread(1, 0).truth(LAB, 3).plant()).isEqualTo(LAB.plant());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1, Double.NaN})
    void anImpossibleShareIsRefused(double share) {
        assertThatThrownBy(() -> new ParameterSpread(1, share)).hasMessageContaining("must be from 0 to below 1");
    }

    private static double[] ratios(ParameterSpread spread, int parameter) {
        ToDoubleFunction<RigConfig> value = PARAMETERS.get(parameter);
        return IntStream.range(0, 500)
                .mapToDouble(run -> value.applyAsDouble(spread.truth(LAB, run)) / value.applyAsDouble(LAB))
                .toArray();
    }

    private static double correlation(double[] one, double[] other) {
        double product = 0;
        double squares1 = 0;
        double squares2 = 0;
        for (int i = 0; i < one.length; i++) {
            product += (one[i] - 1) * (other[i] - 1);
            squares1 += (one[i] - 1) * (one[i] - 1);
            squares2 += (other[i] - 1) * (other[i] - 1);
        }
        return product / Math.sqrt(squares1 * squares2);
    }
}
