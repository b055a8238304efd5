package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.model.Golden;
import plumb.model.State;

/** The classical law by its formula. */
class ClassicalSmcTest {
    @Test
    void classicalFollowsItsFormula() {
        State state = new State(0.1, 0.01, 0.02, -0.1, 0.03, 0.2);
        SlidingSurface surface = new SlidingSurface(Golden.array("linear-model.json", "S"));
        double[] sa = Golden.array("linear-model.json", "SA");
        double s = surface.value(state);
        double equivalent = -(sa[0] * 0.1 + sa[1] * 0.01 + sa[2] * 0.02 + sa[3] * -0.1 + sa[4] * 0.03 + sa[5] * 0.2);
        Controller controller = Laws.reference("classical", 150, 1e-3);
        double layer = Math.max(-1, Math.min(1, s / 0.05));
        assertThat(controller.force(state)).isCloseTo(equivalent - 3 * layer - 8 * s, within(1e-9));
        assertThat(controller.surface()).isCloseTo(s, within(1e-12));
        controller.reset();
        assertThat(controller.surface()).isNaN();
    }
}
