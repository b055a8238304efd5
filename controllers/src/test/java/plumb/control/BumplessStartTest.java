package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.model.State;

/** How every law begins with the force that acted before it. */
class BumplessStartTest {
    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void startsFromTheForceThatActedAndBecomesItselfWithinAQuarterOfASecond(String law) {
        State state = new State(0.01, 0.01, 0.02, -0.01, 0.03, 0.02);
        for (double force : new double[] {0, 12, -30}) {
            Controller bumpless = Laws.reference(law, 30, 1e-3);
            Controller plain = Laws.reference(law, 30, 1e-3);
            bumpless.force(new State(0.2, 0, 0, 0, 0, 0));
            bumpless.preset(state, force);
            assertThat(bumpless.surface()).isNaN();
            double difference = force - plain.force(state);
            assertThat(bumpless.force(state)).isCloseTo(force, within(1e-12));
            for (int k = 1; k <= 10; k++) {
                difference *= StrictMath.exp(-0.1);
                assertThat(bumpless.force(state)).isCloseTo(plain.force(state) + difference, within(1e-9));
            }
            for (int k = 11; k < 250; k++) {
                bumpless.force(state);
                plain.force(state);
            }
            assertThat(bumpless.force(state)).isEqualTo(plain.force(state));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void leadsOverWithinTheLimitFromForcesItMayNotCommand(String law) {
        State leaning = new State(0, 0.5, -0.5, 0, 0, 0);
        Controller controller = Laws.reference(law, 30, 1e-3);
        controller.preset(leaning, 1e9);
        assertThat(controller.force(leaning)).isEqualTo(30);
        controller.preset(leaning, -1e9);
        assertThat(controller.force(leaning)).isCloseTo(-30, within(1e-12));
        controller.preset(leaning, Double.NaN);
        assertThat(controller.force(leaning)).isZero();
        assertThat(controller.force(leaning)).isBetween(2.8, 2.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr", "none"})
    void startsAnewWhereTheStateIsNotFiniteAndResetForgetsTheLeadOver(String law) {
        State state = new State(0.01, 0.01, 0.02, -0.01, 0.03, 0.02);
        double own = Laws.reference(law, 30, 1e-3).force(state);
        Controller controller = Laws.reference(law, 30, 1e-3);
        controller.preset(new State(0, Double.NaN, 0, 0, 0, 0), 12);
        assertThat(controller.force(state)).isEqualTo(own);
        controller.preset(state, 12);
        controller.reset();
        assertThat(controller.force(state)).isEqualTo(own);
    }

    @Test
    void noControlStartsWithNoForceWhateverActedBefore() {
        Controller none = Laws.reference("none", 30, 1e-3);
        none.preset(new State(), 12);
        assertThat(none.force(new State())).isZero();
    }
}
