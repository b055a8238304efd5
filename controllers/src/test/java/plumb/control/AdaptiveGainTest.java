package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.design.ParameterValues;
import plumb.model.RigParameters;

/** K from 1 to 10, gamma 40, leak 2, dead zone 0.05, rate limit 100; 1 ms. */
class AdaptiveGainTest {
    private final AdaptiveGain gain = create(Laws.reference("adaptive"));

    private static AdaptiveGain create(ParameterValues parameters) {
        return new AdaptiveGain(new ControllerSetup(RigParameters.standard(), 150, 1e-3, parameters));
    }

    @Test
    void growsWithTheSizeOfSOutsideTheDeadZone() {
        assertThat(gain.value()).isEqualTo(1);
        gain.advance(0.2, 1);
        assertThat(gain.value()).isCloseTo(1 + 40 * 0.2e-3, within(1e-12));
        gain.advance(-0.2, 1);
        assertThat(gain.value()).isCloseTo(1 + 80 * 0.2e-3, within(1e-12));
    }

    @Test
    void leaksToItsLowerLimitInsideTheDeadZoneItsEdgeIncluded() {
        grow(100);
        double before = gain.value();
        gain.advance(0.05, 1);
        assertThat(gain.value()).isCloseTo(before - 2e-3 * (before - 1), within(1e-12));
        gain.advance(Math.nextUp(0.05), 1);
        assertThat(gain.value()).isGreaterThan(before - 2e-3 * (before - 1));
        for (int k = 0; k < 20_000; k++) {
            gain.advance(-0.01, 1);
        }
        assertThat(gain.value()).isCloseTo(1, within(1e-9)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void growsNoFasterThanItsRateLimit() {
        gain.advance(1e6, 1);
        assertThat(gain.value()).isCloseTo(1 + 100e-3, within(1e-12));
        gain.advance(Double.NEGATIVE_INFINITY, 1);
        assertThat(gain.value()).isCloseTo(1 + 200e-3, within(1e-12));
    }

    @Test
    void leaksNoFasterThanItsRateLimit() {
        AdaptiveGain leaky = create(Laws.reference("adaptive").with("leak", 500));
        for (int k = 0; k < 50; k++) {
            leaky.advance(1e6, 1);
        }
        double before = leaky.value();
        leaky.advance(0, 1);
        assertThat(leaky.value()).isCloseTo(before - 100e-3, within(1e-12));
    }

    @Test
    void staysWithinItsLimitsForAnyS() {
        grow(1000);
        assertThat(gain.value()).isEqualTo(10);
    }

    @Test
    void holdsItsGrowthBackWhileTheForceSaturatesButLeaks() {
        grow(10);
        double before = gain.value();
        gain.advance(0.2, 0);
        assertThat(gain.value()).isEqualTo(before);
        gain.advance(0.2, 0.25);
        assertThat(gain.value()).isCloseTo(before + 10 * 0.2e-3, within(1e-12));
        before = gain.value();
        gain.advance(0, 0);
        assertThat(gain.value()).isLessThan(before);
    }

    @Test
    void startsAnewOnReset() {
        grow(10);
        gain.reset();
        assertThat(gain.value()).isEqualTo(1);
    }

    @Test
    void refusesLimitsInTheWrongOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(Laws.reference("adaptive").with("gainLimits", 2, 1)))
                .withMessage("gainLimits are 2.0 and 1.0: the first must not be above the second");
        assertThat(create(Laws.reference("adaptive").with("gainLimits", 2, 2)).value())
                .isEqualTo(2);
    }

    private void grow(int cycles) {
        for (int k = 0; k < cycles; k++) {
            gain.advance(10, 1);
        }
    }
}
