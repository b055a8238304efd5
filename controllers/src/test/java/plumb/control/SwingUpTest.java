package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.design.SwingUpPlan;
import plumb.design.TrackingDesign;
import plumb.model.RigParameters;
import plumb.model.State;

/** The stages of a swing-up; that a whole one succeeds is shown in the closed loop. */
class SwingUpTest {
    private static final int CELLS = 5;
    private static final int STEPS = 10 * CELLS;
    private static final double[] WEIGHTS = {100, 100, 100, 10, 2, 2};
    private static final SwingUp.HandOver HAND_OVER = new SwingUp.HandOver(0.3, 0.15, 1, 2, 0.6, 100);

    /** A plan that does nothing: the pendulum hangs and goes on hanging. */
    private static final SwingUpPlan IDLE =
            new SwingUpPlan(RigParameters.standard(), 2e-3, Math.PI, -Math.PI, Collections.nCopies(CELLS, 1.5));

    private static SwingUp swingUp(String law) {
        return new SwingUp(new TrackingDesign(IDLE, 1e-3, WEIGHTS, 0.01), HAND_OVER, 30, Laws.reference(law, 30, 1e-3));
    }

    private static State hanging() {
        return new State(0, Math.PI, -Math.PI, 0, 0, 0);
    }

    private static void playThePlan(SwingUp swingUp) {
        for (int step = 0; step < STEPS; step++) {
            swingUp.force(hanging());
        }
    }

    @Test
    void beginsWithTheCommandOfThePlanWhateverTurnsTheRigHasCounted() {
        for (double turns : new double[] {0, 2 * Math.PI, -6 * Math.PI}) {
            SwingUp swingUp = swingUp("lqr");
            swingUp.reset();
            assertThat(swingUp.force(new State(0, Math.PI + turns, Math.PI - turns, 0, 0, 0)))
                    .isCloseTo(1.5, within(1e-6));
            assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.SWINGING);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lqr", "classical", "super-twisting"})
    void handsOverWithoutAJumpInForce(String law) {
        SwingUp swingUp = swingUp(law);
        playThePlan(swingUp);
        State near = new State(0.02, 2 * Math.PI + 0.02, -0.02, 0.05, -0.1, 0.1);
        SwingUp unlimited = new SwingUp(
                new TrackingDesign(IDLE, 1e-3, WEIGHTS, 0.01),
                new SwingUp.HandOver(0, 0, 0, 0, 10, 100),
                30,
                Laws.reference(law, 30, 1e-3));
        playThePlan(unlimited);
        double tracking = unlimited.force(near);

        assertThat(swingUp.force(near)).isCloseTo(tracking, within(1e-9));
        assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.BALANCING);
        double decayed = 0;
        for (int step = 0; step < 300; step++) {
            decayed = swingUp.force(new State(0, 2 * Math.PI, 0, 0, 0, 0));
        }
        assertThat(decayed).as("the law itself, which sees an upright pendulum").isCloseTo(0.0, within(1.0));
    }

    @Test
    void hasTheSurfaceOfTheLawOnceItBalances() {
        SwingUp swingUp = swingUp("classical");
        playThePlan(swingUp);
        assertThat(swingUp.surface()).isNaN();
        swingUp.force(new State());
        assertThat(swingUp.surface()).isFinite();
    }

    @ParameterizedTest
    @CsvSource({
        "0.31, 0, 0, 0, 0, 0",
        "0, 0.16, 0, 0, 0, 0",
        "0, 0, -0.16, 0, 0, 0",
        "0, 0, 0, 1.1, 0, 0",
        "0, 0, 0, 0, 2.1, 0",
        "0, 0, 0, 0, 0, -2.1"
    })
    void waitsOutsideTheHandOverSetForTheGracePeriodThenFails(
            double position, double angle1, double angle2, double velocity, double rate1, double rate2) {
        State outside = new State(position, angle1, angle2, velocity, rate1, rate2);
        SwingUp swingUp = swingUp("lqr");
        playThePlan(swingUp);
        for (int step = 0; step < HAND_OVER.gracePeriods(); step++) {
            swingUp.force(outside);
            assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.SWINGING);
        }
        assertThat(swingUp.force(outside)).isZero();
        assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.FAILED);
        assertThat(swingUp.force(new State(0.1, 0, 0, 0, 0, 0))).as("for good").isZero();
    }

    @Test
    void failsAtOnceWhenALinkIsOutOfReachAtTheEndOfThePlan() {
        SwingUp swingUp = swingUp("lqr");
        playThePlan(swingUp);
        assertThat(swingUp.force(hanging())).isZero();
        assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.FAILED);
    }

    @Test
    void goesOnWithThePlanThroughMissedPeriods() {
        SwingUp swingUp = swingUp("lqr");
        swingUp.force(hanging());
        swingUp.skip(STEPS - 1);
        swingUp.force(new State());
        assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.BALANCING);
    }

    @Test
    void commandsNothingForAStateThatIsNotFinite() {
        SwingUp swingUp = swingUp("lqr");
        assertThat(swingUp.force(new State(0, Double.NaN, 0, 0, 0, 0))).isZero();
    }

    @Test
    void beginsAnewAfterAReset() {
        SwingUp swingUp = swingUp("super-twisting");
        playThePlan(swingUp);
        swingUp.force(hanging());
        swingUp.preset(hanging(), 3);
        assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.SWINGING);
        assertThat(swingUp.force(hanging())).isCloseTo(1.5, within(1e-6));
    }

    @Test
    void refusesAPeriodThatDoesNotDivideTheCellsOfThePlan() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrackingDesign(IDLE, 3e-3, WEIGHTS, 0.01))
                .withMessageContaining("10 ms");
        assertThatIllegalArgumentException().isThrownBy(() -> new TrackingDesign(IDLE, 0.1, WEIGHTS, 0.01));
    }
}
