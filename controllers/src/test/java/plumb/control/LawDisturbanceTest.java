package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.model.State;

/** The laws subtract what their disturbance estimate says, and forget it at every start. */
class LawDisturbanceTest {
    /** What an estimate of bandwidth 20 1/s takes in within 1 ms. */
    private static final double SHARE = -StrictMath.expm1(-0.02);

    /** The plant's linear model does not depend on where the cart is: drift is 0, and s is outside every layer. */
    private static final State DISPLACED = new State(0.1, 0, 0, 0, 0, 0);

    private static Controller estimating(String law) {
        return Laws.create(
                law,
                150,
                1e-3,
                Laws.reference(law).with("disturbanceBandwidth", 20).with("disturbanceBound", 15));
    }

    @Test
    void classicalTakesAForceWithoutEffectForADisturbance() {
        Controller law = estimating("classical");
        double first = law.force(DISPLACED);
        assertThat(first).isCloseTo(-3 - 8 * law.surface(), within(1e-9));
        assertThat(law.force(DISPLACED)).isCloseTo(first + SHARE * first, within(1e-9));
    }

    @Test
    void adaptiveTakesAForceWithoutEffectForADisturbance() {
        Controller law = estimating("adaptive");
        double first = law.force(DISPLACED);
        double growth = 40 * law.surface() * 1e-3;
        assertThat(law.force(DISPLACED)).isCloseTo(first - growth + SHARE * first, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void aBumplessStartForgetsWhatWasLearntBefore(String name) {
        Controller law = Laws.create(name, 150, 1e-3, Laws.benchmark(name));
        Controller fresh = Laws.create(name, 150, 1e-3, Laws.benchmark(name));
        double first = law.force(DISPLACED);
        for (int k = 0; k < 20; k++) {
            law.force(DISPLACED);
        }
        assertThat(law.force(DISPLACED)).as("it has learnt").isNotCloseTo(first, within(1e-3));
        law.preset(DISPLACED, 2);
        fresh.preset(DISPLACED, 2);
        for (int k = 0; k < 3; k++) {
            assertThat(law.force(DISPLACED)).isEqualTo(fresh.force(DISPLACED));
        }
    }
}
