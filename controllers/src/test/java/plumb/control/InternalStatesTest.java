package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.design.SwingUpPlan;
import plumb.design.TrackingDesign;
import plumb.model.RigParameters;
import plumb.model.State;

/** What a law remembers can be copied out: every state has a name, moves while the law works, and is forgotten by a reset. */
class InternalStatesTest {
    private static final State OFF = new State(0.1, 0.02, -0.01, 0.3, 0.1, -0.1);

    @ParameterizedTest
    @CsvSource({
        "classical,transferOffset disturbance",
        "super-twisting,transferOffset integral",
        "adaptive,transferOffset disturbance adaptiveGain",
        "hybrid,transferOffset integral adaptiveGain",
        "lqr,transferOffset disturbance"
    })
    void everyStateMovesWhileTheLawWorksAndIsForgottenByAReset(String law, String names) {
        Controller controller = Laws.create(law, 30, 1e-3, Laws.lab(law));
        assertThat(names(controller)).containsExactly(names.split(" "));
        double[] fresh = states(controller);

        controller.preset(OFF, 3);
        for (int i = 0; i < 5; i++) {
            controller.force(OFF);
        }
        double[] working = states(controller);
        controller.reset();

        for (int i = 0; i < fresh.length; i++) {
            assertThat(working[i]).as(names(controller).get(i)).isFinite().isNotEqualTo(fresh[i]);
        }
        assertThat(states(controller)).isEqualTo(fresh);
    }

    @Test
    void aLawWithoutMemoryHasNoStates() {
        Controller none = Laws.reference("none", 30, 1e-3);
        assertThat(none.internalStates()).isEmpty();
        assertThat(states(none)).isEmpty();
    }

    @Test
    void aSwingUpShowsItsOwnStatesThenThoseOfItsLaw() {
        Controller law = Laws.create("lqr", 30, 1e-3, Laws.lab("lqr"));
        TrackingDesign design = new TrackingDesign(
                new SwingUpPlan(RigParameters.standard(), 2e-3, Math.PI, -Math.PI, Collections.nCopies(5, 1.5)),
                1e-3,
                new double[] {100, 100, 100, 10, 2, 2},
                0.01);
        SwingUp swingUp = new SwingUp(design, new SwingUp.HandOver(0.3, 0.15, 1, 2, 0.6, 100), 30, law);
        assertThat(names(swingUp))
                .containsExactly(
                        "swingUp.stage",
                        "swingUp.step",
                        "swingUp.turns1",
                        "swingUp.turns2",
                        "transferOffset",
                        "disturbance");
        double[] fresh = states(swingUp);

        swingUp.force(new State(0, -Math.PI, Math.PI, 0, 0, 0));
        assertThat(states(swingUp)).startsWith(0, 1, 2 * Math.PI, -2 * Math.PI);
        swingUp.skip(design.steps() - 1);
        swingUp.force(new State(0, 0.01, 0, 0, 0, 0));
        assertThat(states(swingUp)).startsWith(1, design.steps());
        assertThat(states(swingUp)[4]).isNotZero();
        swingUp.reset();
        assertThat(states(swingUp)).isEqualTo(fresh);
        swingUp.skip(design.steps());
        swingUp.force(new State(0, Math.PI, Math.PI, 0, 0, 0));
        assertThat(states(swingUp)).startsWith(2);
    }

    private static List<String> names(Controller controller) {
        return controller.internalStates().stream().map(InternalState::name).toList();
    }

    private static double[] states(Controller controller) {
        double[] values = new double[controller.internalStates().size()];
        controller.copyInternalStates(values, 0);
        return values;
    }
}
