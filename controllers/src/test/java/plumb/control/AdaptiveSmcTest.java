package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.model.State;

/** The adaptive law: its formula and its anti-windup. */
class AdaptiveSmcTest {
    @Test
    void adaptiveFollowsItsFormulaWithTheGainOfTheCycleBefore() {
        Controller controller = Laws.reference("adaptive", 150, 1e-3);
        State state = new State(0.1, 0, 0, 0, 0, 0);
        double first = controller.force(state);
        double s = controller.surface();
        // SA has no position term: u = -K - 8 s outside the layer, with K = 1 at first
        assertThat(first).isCloseTo(-1 - 8 * s, within(1e-9));
        assertThat(controller.force(state)).isCloseTo(first - 40 * s * 1e-3, within(1e-9));
        controller.reset();
        assertThat(controller.surface()).isNaN();
        assertThat(controller.force(state)).isEqualTo(first);
    }

    @Test
    void adaptiveGainHoldsWhileTheForceSaturates() {
        Controller controller = Laws.reference("adaptive", 30, 1e-3);
        State state = new State(0.1, 0, 0, 0, 0, 0);
        double before = controller.force(state);
        double grown = controller.force(state) - before;
        for (int i = 0; i < 1000; i++) {
            assertThat(Math.abs(controller.force(new State(0, 1, -1, 0, 0, 0)))).isEqualTo(30);
        }
        assertThat(controller.force(state)).isCloseTo(before + 2 * grown, within(1e-12));
    }
}
