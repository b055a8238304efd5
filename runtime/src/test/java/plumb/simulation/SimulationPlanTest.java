package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.model.State;
import plumb.model.StateView;

/** The masses of a batch: both ends, and the range between them covered evenly however many runs there are. */
class SimulationPlanTest {
    @Test
    void beginsWithBothEnds() {
        SimulationPlan plan = plan(0.8, 1.2);
        assertThat(plan.massFactor(0)).isEqualTo(0.8);
        assertThat(plan.massFactor(1)).isEqualTo(1.2);
    }

    @Test
    void staysBetweenTheEnds() {
        SimulationPlan plan = plan(0.8, 1.2);
        assertThat(IntStream.range(0, 100_000).mapToDouble(plan::massFactor)).allMatch(m -> m >= 0.8 && m <= 1.2);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 100, 200})
    void leavesNoGapMuchLongerThanTheMeanOne(int runs) {
        SimulationPlan plan = plan(1, 2);
        double[] factors =
                IntStream.range(0, runs).mapToDouble(plan::massFactor).sorted().toArray();
        double longest = IntStream.range(1, runs)
                .mapToDouble(i -> factors[i] - factors[i - 1])
                .max()
                .orElseThrow();
        assertThat(longest).isLessThan(2.5 / (runs - 1));
    }

    @Test
    void repeatsNoFactor() {
        SimulationPlan plan = plan(1, 2);
        double[] factors =
                IntStream.range(0, 1000).mapToDouble(plan::massFactor).toArray();
        assertThat(Arrays.stream(factors).distinct().count()).isEqualTo(1000);
    }

    @Test
    void aRangeOfOneFactorIsThatFactor() {
        assertThat(IntStream.range(0, 10).mapToDouble(plan(1.1, 1.1)::massFactor))
                .containsOnly(1.1);
    }

    @Test
    void laterChangesOfTheListChangeNothing() {
        List<StateView> states = new ArrayList<>(List.of(new State()));
        SimulationPlan plan = new SimulationPlan(Rigs.lab("lqr"), states, 1, 1, 1, 1);
        states.clear();
        assertThat(plan.initialStates()).hasSize(1);
    }

    private static SimulationPlan plan(double massFrom, double massTo) {
        return new SimulationPlan(Rigs.lab("lqr"), List.of(), 1, massFrom, massTo, 1);
    }
}
