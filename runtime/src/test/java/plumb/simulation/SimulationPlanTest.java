package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumb.config.RigConfig;
import plumb.model.State;
import plumb.model.StateView;

/** A plan says which true rig each run has, whoever asks and in whichever order. */
class SimulationPlanTest {
    private static final RigConfig LAB = Rigs.lab("lqr");
    private static final List<State> TWO = List.of(new State(0.1, 0, 0, 0, 0, 0), new State(0.2, 0, 0, 0, 0, 0));

    @Test
    void laterChangesOfTheListChangeNothing() {
        List<StateView> states = new ArrayList<>(List.of(new State()));
        SimulationPlan plan = new SimulationPlan(LAB, states, 1, Variation.NONE, 1, 1);
        states.clear();
        assertThat(plan.initialStates()).hasSize(1);
    }

    @Test
    void runsTakeTheStatesInTurn() {
        SimulationPlan plan = new SimulationPlan(LAB, TWO, 5, Variation.NONE, 1, 1);
        assertThat(IntStream.range(0, 5)
                        .mapToDouble(run ->
                                plan.truth(run).simulation().initialState().position()))
                .containsExactly(0.1, 0.2, 0.1, 0.2, 0.1);
    }

    @Test
    void withoutAVariationTheTruthIsTheNominalRig() {
        assertThat(new SimulationPlan(LAB, List.of(LAB.simulation().initialState()), 1, Variation.NONE, 1, 1).truth(0))
                .isEqualTo(LAB.withSimulation(
                        LAB.simulation().from(LAB.simulation().initialState())));
    }

    @Test
    void variationsAddUp() {
        Variation both = new MassSweep(0.8, 1.2).andThen(new ParameterSpread(1, 0.1));
        RigConfig truth = both.truth(LAB, 1);
        assertThat(truth.simulation().massFactor()).isEqualTo(1.2);
        assertThat(truth.plant()).isNotEqualTo(LAB.plant());
    }

    @Test
    void aPlanOfNothingIsRefused() {
        assertThatThrownBy(() -> new SimulationPlan(LAB, List.of(), 1, Variation.NONE, 1, 1))
                .hasMessage("1 runs from 0 states, must be at least 1 of each");
        assertThatThrownBy(() -> new SimulationPlan(LAB, TWO, 0, Variation.NONE, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
