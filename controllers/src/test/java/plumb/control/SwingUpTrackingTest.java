package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import plumb.design.SwingUpPlan;
import plumb.design.TrackingDesign;
import plumb.model.RigParameters;
import plumb.model.State;
import plumb.model.StateView;

/** The forces of a swing-up: those of its formula, then those of the law it hands over to. */
class SwingUpTrackingTest {
    private static final double UNLIMITED = 1e9;
    private static final double[] OFF = {0.01, 0.02, -0.03, 0.04, -0.05, 0.06};
    private static final SwingUp.HandOver HAND_OVER = new SwingUp.HandOver(0.3, 0.15, 1, 2, 0.6, 100);
    private static final TrackingDesign DESIGN = new TrackingDesign(
            new SwingUpPlan(RigParameters.standard(), 2e-3, Math.PI, -Math.PI, Collections.nCopies(5, 1.5)),
            1e-3,
            new double[] {100, 100, 100, 10, 2, 2},
            0.01);

    /** Commands 7 N and remembers what it was told. */
    private static final class Recorder implements Controller {
        private final State seen = new State();
        private double taken = Double.NaN;
        private int resets;

        @Override
        public double force(StateView state) {
            seen.set(state);
            return 7;
        }

        @Override
        public double surface() {
            return 0.5;
        }

        @Override
        public void reset() {
            resets++;
        }

        @Override
        public void preset(StateView state, double force) {
            taken = force;
        }
    }

    private final Recorder law = new Recorder();
    private final SwingUp swingUp = new SwingUp(DESIGN, HAND_OVER, UNLIMITED, law);

    /** The state that is planned for a period, off by {@link #OFF}, on a rig that has counted other turns. */
    private static State offThePlan(int k) {
        double[] nominal = DESIGN.nominal();
        double[] x = new double[6];
        for (int i = 0; i < 6; i++) {
            x[i] = nominal[6 * k + i] + OFF[i];
        }
        return new State(x[0], x[1] + 2 * Math.PI, x[2] - 4 * Math.PI, x[3], x[4], x[5]);
    }

    /** c(k) - K(k) (x - x*(k)) where x is off by so much. */
    private static double tracking(int k, double... off) {
        double force = DESIGN.commands()[k];
        for (int i = 0; i < 6; i++) {
            force -= DESIGN.gains()[6 * k + i] * off[i];
        }
        return force;
    }

    private void playThePlan() {
        for (int k = 0; k < DESIGN.steps(); k++) {
            swingUp.force(offThePlan(k));
        }
    }

    @Test
    void commandsThePlanAndItsGainsTimesWhatIsOffInEveryPeriod() {
        for (int k = 0; k < DESIGN.steps(); k++) {
            assertThat(swingUp.force(offThePlan(k))).as("period %s", k).isCloseTo(tracking(k, OFF), within(1e-8));
        }
    }

    @Test
    void keepsWithinTheForceLimit() {
        SwingUp weak = new SwingUp(DESIGN, HAND_OVER, 0.5, law);
        assertThat(weak.force(offThePlan(0))).isEqualTo(Math.signum(tracking(0, OFF)) * 0.5);
    }

    @Test
    void tracksUprightWhileItWaitsAndGivesUpBeyondReachOnly() {
        playThePlan();
        State withinReach = new State(0, 2 * Math.PI, 0.5 - 4 * Math.PI, 0, 0, 0);
        assertThat(swingUp.force(withinReach))
                .isCloseTo(tracking(DESIGN.steps(), 0, 0, 0.5, 0, 0, 0), within(1e-8))
                .isNotZero();
        assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.SWINGING);
        assertThat(swingUp.force(new State(0, 2 * Math.PI, 0.6001 - 4 * Math.PI, 0, 0, 0)))
                .isZero();
        assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.FAILED);
    }

    @Test
    void waitsAtAnAngleOfExactlyTheReach() {
        playThePlan();
        swingUp.force(new State(0, 0.6, -0.6, 0, 0, 0));
        assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.SWINGING);
    }

    @Test
    void handsOverAtTheVeryEdgeOfTheSetAndTellsTheLawTheForceThatActed() {
        playThePlan();
        State edge = new State(0.3, 0.15, -0.15, 1, 2, -2);
        assertThat(swingUp.force(edge)).isEqualTo(7);
        assertThat(swingUp.stage()).isEqualTo(SwingUp.Stage.BALANCING);
        assertThat(law.taken)
                .isCloseTo(
                        tracking(DESIGN.steps(), 0.3, 0.15 - 2 * Math.PI, -0.15 + 4 * Math.PI, 1, 2, -2), within(1e-6));
    }

    @Test
    void leavesTheForceToTheLawWhichSeesAnglesWithoutTurns() {
        playThePlan();
        swingUp.force(new State());
        assertThat(swingUp.force(new State(0.1, 2 * Math.PI + 0.2, 0.3 - 4 * Math.PI, 0.4, 0.5, 0.6)))
                .isEqualTo(7);
        assertThat(swingUp.surface()).isEqualTo(0.5);
        assertThat(law.seen.position()).isEqualTo(0.1);
        assertThat(law.seen.angle1()).isCloseTo(0.2, within(1e-12));
        assertThat(law.seen.angle2()).isCloseTo(0.3, within(1e-12));
        assertThat(law.seen.velocity()).isEqualTo(0.4);
        assertThat(law.seen.rate1()).isEqualTo(0.5);
        assertThat(law.seen.rate2()).isEqualTo(0.6);
    }

    @Test
    void aResetReachesTheLawToo() {
        assertThat(swingUp.law()).isSameAs(law);
        swingUp.reset();
        assertThat(law.resets).isEqualTo(1);
    }
}
