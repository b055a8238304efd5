package plumb.closedloop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.control.Controller;
import plumb.control.Laws;
import plumb.estimate.Estimators;
import plumb.estimate.StateEstimator;
import plumb.model.LinkParameters;
import plumb.model.RigParameters;

/** Laws and estimators on what a real rig has: 30 N, 0.5 m, encoders, 2 ms motor lag, 1 ms delay, 1 kHz. */
class LabTest {
    private static final double PERIOD = 1e-3;
    private static final double[][] STARTS = {{0.05, -0.03}, {0.05, 0.05}, {0.1, 0.1}, {0.1, 0.05}, {0.08, -0.05}};

    @ParameterizedTest
    @CsvSource({"0.05,-0.03", "0.05,0.05", "0.1,0.1", "0.1,0.05", "0.08,-0.05"})
    void kalmanSettlesQuietly(double angle1, double angle2) {
        Outcome outcome = loop(Rig.lab(), "kalman", "super-twisting").run(10, 0, angle1, angle2);
        assertThat(outcome.settledAt()).isLessThan(1.6);
        assertThat(outcome.rail()).isLessThan(0.4);
        assertThat(outcome.tailRms()).isLessThan(0.3);
        assertThat(outcome.tailVariation()).isBetween(1.0, 30.0);
    }

    @ParameterizedTest
    @CsvSource({"0.05,-0.03", "0.1,0.1"})
    void extendedKalmanIsAsQuietAsTheSteadyStateFilter(double angle1, double angle2) {
        Outcome steady = loop(Rig.lab(), "kalman", "super-twisting").run(10, 0, angle1, angle2);
        Outcome extended = loop(Rig.lab(), "extended-kalman", "super-twisting").run(10, 0, angle1, angle2);
        assertThat(extended.settledAt()).isLessThan(1.6);
        assertThat(extended.tailRms()).isLessThan(1.2 * steady.tailRms() + 0.01);
        assertThat(extended.tailVariation()).isLessThan(1.2 * steady.tailVariation() + 1);
    }

    @ParameterizedTest
    @CsvSource({"0.05,-0.03", "0.05,0.05", "0.1,0.1", "0.1,0.05", "0.08,-0.05"})
    void filteredDifferenceSettlesNoisily(double angle1, double angle2) {
        Outcome outcome =
                loop(Rig.lab(), "filtered-difference", "super-twisting").run(10, 0, angle1, angle2);
        assertThat(outcome.settledAt()).isLessThan(2.6);
        assertThat(outcome.rail()).isLessThan(0.4);
        assertThat(outcome.tailRms()).isBetween(1.0, 3.0);
        assertThat(outcome.tailVariation()).isBetween(500.0, 1200.0);
    }

    @ParameterizedTest
    @CsvSource({"tracking-loop,1.2,110", "robust-differentiator,4.0,700"})
    void modelFreeEstimatorsSettleEveryStartWithMoreChatter(String estimator, double rms, double variation) {
        for (double[] start : STARTS) {
            Outcome outcome = new ClosedLoop(
                            Rig.lab(),
                            Estimators.reference(estimator, PERIOD, 2e-3, 1e-3),
                            Laws.create("super-twisting", 30, PERIOD, Laws.lab("super-twisting")),
                            PERIOD)
                    .run(10, 0, start[0], start[1]);
            assertThat(outcome.settledAt()).isLessThan(1.6);
            assertThat(outcome.tailRms()).isBetween(0.3, rms);
            assertThat(outcome.tailVariation()).isBetween(50.0, variation);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void labDesignSettlesEveryStartFastAndQuietly(String law) {
        for (double[] start : STARTS) {
            Outcome outcome = designed(Rig.lab(), law).run(10, 0, start[0], start[1]);
            assertThat(outcome.settledAt()).isLessThan(1.6);
            assertThat(outcome.rail()).isLessThan(0.43);
            assertThat(outcome.tailRms()).isBetween(0.01, 0.3);
            assertThat(outcome.tailVariation()).isLessThan(25);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "classical,0.8",
        "classical,1.2",
        "super-twisting,0.8",
        "super-twisting,1.2",
        "adaptive,0.8",
        "adaptive,1.2",
        "hybrid,0.8",
        "hybrid,1.2",
        "lqr,0.8",
        "lqr,1.2"
    })
    void labDesignToleratesOtherLinkMasses(String law, double factor) {
        Rig rig = Rig.lab().withPlant(RigParameters.standard().withLinkMassScaled(factor));
        for (double[] start : STARTS) {
            assertThat(designed(rig, law).run(10, 0, start[0], start[1]).settled())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void labDesignToleratesACycleMoreOfDelay(String law) {
        for (double[] start : STARTS) {
            ClosedLoop loop = new ClosedLoop(
                    Rig.lab().withDelay(2e-3),
                    Estimators.reference("kalman", PERIOD, 2e-3, 1e-3),
                    Laws.create(law, 30, PERIOD, Laws.lab(law)),
                    PERIOD);
            assertThat(loop.run(10, 0, start[0], start[1]).settled()).isTrue();
        }
    }

    @Test
    void kalmanToleratesCoulombFrictionThroughItsDisturbance() {
        LinkParameters link1 = RigParameters.standard().link1();
        LinkParameters link2 = RigParameters.standard().link2();
        Rig rig = Rig.lab().withPlant(new RigParameters(1.5, 0.2, 1, link1, link2, 9.81));
        Outcome outcome = loop(rig, "kalman", "super-twisting").run(10, 0, 0.05, -0.03);
        assertThat(outcome.settled()).isTrue();
        assertThat(outcome.tailVariation()).isLessThan(40);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3e-3, 1e-3, 1.5e-3, 2e-3, 4e-3})
    void kalmanBridgesAnyDelayItKnows(double delay) {
        Outcome outcome =
                loop(Rig.lab().withDelay(delay), "kalman", "super-twisting").run(10, 0, 0.05, -0.03);
        assertThat(outcome.settledAt()).isLessThan(1.6);
        assertThat(outcome.tailRms()).isLessThan(0.3);
    }

    @Test
    void aLongDelayFellsALawWhoseEstimatorDoesNotKnowIt() {
        Rig rig = Rig.lab().withDelay(40e-3);
        Controller law = Laws.reference("super-twisting", 30, PERIOD);
        StateEstimator unaware = Estimators.reference("kalman", PERIOD, rig.lag(), 0);
        assertThat(new ClosedLoop(rig, unaware, law, PERIOD)
                        .run(10, 0, 0.03, 0.03)
                        .settled())
                .isFalse();
        assertThat(loop(rig, "kalman", "super-twisting").run(10, 0, 0.03, 0.03).settled())
                .isTrue();
    }

    @Test
    void worksWithoutMotorLag() {
        Rig lab = Rig.lab();
        Rig rig = new Rig(
                lab.plant(), lab.forceLimit(), lab.rail(), 0, lab.delay(), lab.positionQuantum(), lab.angleQuantum());
        assertThat(loop(rig, "kalman", "super-twisting").run(10, 0, 0.05, -0.03).settledAt())
                .isLessThan(1.6);
    }

    @Test
    void twoInstancesDoTheSameToTheBit() {
        Outcome one = loop(Rig.lab(), "kalman", "super-twisting").run(3, 0, 0.05, -0.03);
        assertThat(loop(Rig.lab(), "kalman", "super-twisting").run(3, 0, 0.05, -0.03))
                .isEqualTo(one);
    }

    private static ClosedLoop designed(Rig rig, String law) {
        return new ClosedLoop(
                rig,
                Estimators.reference("kalman", PERIOD, rig.lag(), rig.delay()),
                Laws.create(law, rig.forceLimit(), PERIOD, Laws.lab(law)),
                PERIOD);
    }

    private static ClosedLoop loop(Rig rig, String estimator, String law) {
        return new ClosedLoop(
                rig,
                Estimators.reference(estimator, PERIOD, rig.lag(), rig.delay()),
                Laws.reference(law, rig.forceLimit(), PERIOD),
                PERIOD);
    }
}
