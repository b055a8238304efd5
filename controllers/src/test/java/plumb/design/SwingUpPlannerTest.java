package plumb.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.model.RigParameters;

class SwingUpPlannerTest {
    /** Plenty of force and rail: a short plan that is found at once. */
    private static final SwingUpPlanner EASY = new SwingUpPlanner(RigParameters.standard(), 2e-3, 60, 1.0, 150);

    @Test
    void reachesUprightWithinItsBounds() {
        SwingUpPlan plan = firstOf(EASY);
        double[][] states = plan.states();
        assertThat(Math.abs(states[0][1])).isCloseTo(Math.PI, within(1e-15));
        double[] end = states[states.length - 1];
        assertThat(end[1]).isCloseTo(0, within(0.02));
        assertThat(end[2]).isCloseTo(0, within(0.02));
        assertThat(end[4]).isCloseTo(0, within(0.2));
        assertThat(end[5]).isCloseTo(0, within(0.2));
        assertThat(plan.peakForce()).isLessThanOrEqualTo(60).isGreaterThan(1);
        assertThat(plan.farthestPosition()).isLessThanOrEqualTo(1.0).isGreaterThan(0.01);
        assertThat(plan.seconds()).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void findsTheSamePlanAgainToTheBit() {
        assertThat(firstOf(EASY)).isEqualTo(firstOf(EASY));
    }

    @Test
    void findsNothingWhereThereIsNotEnoughForce() {
        assertThat(new SwingUpPlanner(RigParameters.standard(), 2e-3, 0.5, 1.0, 50).attempt(1, 0))
                .isEmpty();
    }

    private static SwingUpPlan firstOf(SwingUpPlanner planner) {
        Optional<SwingUpPlan> plan = planner.attempt(1, 4);
        assertThat(plan).as("the fourth try of seed 1").isPresent();
        return plan.get();
    }
}
