package plumb.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(plan.arrives()).isTrue();
        assertThat(cut(plan, 149).arrives()).as("a cell short").isEqualTo(SwingUpPlan.arrived(states[149]));
        assertThat(cut(plan, 120).arrives()).as("cut off").isFalse();
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

    @Test
    void knowsItsGreatestVelocityAndRate() {
        SwingUpPlan plan = firstOf(EASY);
        double velocity = 0;
        double rate = 0;
        for (double[] x : plan.states()) {
            velocity = Math.max(velocity, Math.abs(x[3]));
            rate = Math.max(rate, Math.max(Math.abs(x[4]), Math.abs(x[5])));
        }
        assertThat(plan.fastestVelocity()).isEqualTo(velocity).isBetween(0.1, 20.0);
        assertThat(plan.fastestRate()).isEqualTo(rate).isBetween(1.0, 100.0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.049, true",
        "0, -0.05, false",
        "1, 0.019, true",
        "1, -0.02, false",
        "2, 0.02, false",
        "3, 0.19, true",
        "3, -0.2, false",
        "4, 0.2, false",
        "5, -0.2, false",
        "5, NaN, false"
    })
    void aPlanEndsUprightAtRestInTheMiddle(int index, double value, boolean arrived) {
        double[] end = new double[DrivenGrid.STATES];
        end[index] = value;
        assertThat(SwingUpPlan.arrived(end)).isEqualTo(arrived);
    }

    private static SwingUpPlan cut(SwingUpPlan plan, int cells) {
        return new SwingUpPlan(
                plan.parameters(),
                plan.motorLag(),
                plan.angle1(),
                plan.angle2(),
                plan.commands().subList(0, cells));
    }

    private static SwingUpPlan firstOf(SwingUpPlanner planner) {
        Optional<SwingUpPlan> plan = planner.attempt(1, 4);
        assertThat(plan).as("the fourth try of seed 1").isPresent();
        return plan.get();
    }
}
