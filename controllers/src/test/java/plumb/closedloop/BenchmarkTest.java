package plumb.closedloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.control.Controller;
import plumb.control.Laws;
import plumb.estimate.Estimators;
import plumb.model.Golden;
import plumb.model.RigParameters;
import plumb.model.State;
import plumb.model.StateView;

/** The laws on the nonlinear plant with ideal sensing: 150 N, 2 m, 1 kHz. */
class BenchmarkTest {
    private static final double PERIOD = 1e-3;

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void balancesFromTheDefaultStart(String law) {
        Outcome outcome =
                loop(Rig.benchmark(), Laws.reference(law, 150, PERIOD)).run(10, 0, 0.05, -0.03);
        assertThat(outcome.settled()).isTrue();
        assertThat(outcome.settledAt()).isLessThan(1.6);
        assertThat(outcome.tailRms()).isLessThan(1e-3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void fallsWithItsSignFlipped(String law) {
        Controller flipped = flipped(Laws.reference(law, 150, PERIOD));
        assertThat(loop(Rig.benchmark(), flipped).run(10, 0, 0.05, -0.03).fell())
                .isTrue();
    }

    @Test
    void fallsWithoutControl() {
        Controller none = Laws.reference("none", 150, PERIOD);
        assertThat(loop(Rig.benchmark(), none).run(10, 0, 0.05, -0.03).fell()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void referenceDesignSettlesEveryStateOfTheSmallSet(String law) {
        List<Double> settled = settled(Rig.benchmark(), Laws.reference(law, 150, PERIOD), "initial-states-small.csv");
        assertThat(settled).hasSize(100);
        assertThat(settled.get(50)).isBetween(0.9, 1.3);
        assertThat(settled.getLast()).isLessThan(1.7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.2})
    void referenceDesignToleratesOtherLinkMasses(double factor) {
        Rig rig = Rig.benchmark().withPlant(RigParameters.standard().withLinkMassScaled(factor));
        assertThat(settled(rig, Laws.reference("super-twisting", 150, PERIOD), "initial-states-small.csv"))
                .hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid"})
    void designSettlesSmallAndMediumSetFastAndCompletely(String law) {
        Controller controller = Laws.create(law, 150, PERIOD, Laws.benchmark(law));
        List<Double> small = settled(Rig.benchmark(), controller, "initial-states-small.csv");
        assertThat(small).hasSize(100);
        assertThat(small.get(50)).isLessThan(0.75);
        assertThat(small.getLast()).isLessThan(1.0);
        List<Double> medium = settled(Rig.benchmark(), controller, "initial-states-medium.csv");
        assertThat(medium).hasSize(200);
        assertThat(medium.get(100)).isLessThan(1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid"})
    void designSettlesFromThreeTenthsOfARadian(String law) {
        Controller controller = Laws.create(law, 150, PERIOD, Laws.benchmark(law));
        List<Double> settled = settledFromRandom(controller, 200, 0.3, 11);
        assertThat(settled).hasSizeGreaterThanOrEqualTo(198);
        assertThat(settled.get(settled.size() / 2)).isLessThan(1.1);
    }

    /** Floors of what {@code deploy/docs/control.md} says of larger angles. */
    @ParameterizedTest
    @CsvSource({"0.4,85", "0.5,76", "0.6,64"})
    void designSettlesMostFromLargerAngles(double angle, int atLeast) {
        Controller controller = Laws.create("super-twisting", 150, PERIOD, Laws.benchmark("super-twisting"));
        assertThat(settledFromRandom(controller, 100, angle, 12)).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void designRejectsAStepOfForce(String law) {
        ClosedLoop loop = loop(Rig.benchmark(), Laws.create(law, 150, PERIOD, Laws.benchmark(law)));
        Outcome calm = loop.run(2, 0, 0.1, 0.1);
        double before = loop.state().position();
        Outcome pushed = loop.disturbedBy(time -> time < 2 ? 0 : 10).run(20, 0, 0.1, 0.1);
        assertThat(calm.fell()).isFalse();
        assertThat(pushed.settled()).isTrue();
        assertThat(Math.abs(before)).isLessThan(0.1);
        assertThat(loop.state().position()).isCloseTo(0, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid"})
    void designRecoversFromAPulseWithinHalfASecond(String law) {
        ClosedLoop loop = loop(Rig.benchmark(), Laws.create(law, 150, PERIOD, Laws.benchmark(law)));
        Outcome outcome =
                loop.disturbedBy(time -> time >= 2 && time < 2.1 ? 30 : 0).run(10, 0, 0.1, 0.1);
        assertThat(outcome.settledAt()).isBetween(0.1, 2.6);
    }

    @Test
    void superTwistingChattersLessThanATwentiethOfTheSignFunction() {
        ClosedLoop sign = loop(
                Rig.benchmark(),
                Laws.create(
                        "classical", 150, PERIOD, Laws.benchmark("classical").with("layer", 0)));
        ClosedLoop twisting =
                loop(Rig.benchmark(), Laws.create("super-twisting", 150, PERIOD, Laws.benchmark("super-twisting")));
        Outcome rough = sign.run(10, 0, 0.05, -0.03);
        Outcome smooth = twisting.run(10, 0, 0.05, -0.03);
        assertThat(rough.settled()).isTrue();
        assertThat(smooth.settledAt()).isLessThan(1.1 * rough.settledAt());
        assertThat(Math.abs(twisting.state().angle1()))
                .isLessThanOrEqualTo(Math.abs(sign.state().angle1()) + 1e-4);
        assertThat(smooth.tailVariation()).isLessThan(0.05 * rough.tailVariation());
        assertThat(smooth.tailRms()).isLessThan(0.05 * rough.tailRms());
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
    void fastDesignToleratesOtherLinkMasses(String law, double factor) {
        Rig rig = Rig.benchmark().withPlant(RigParameters.standard().withLinkMassScaled(factor));
        Controller controller = Laws.create(law, 150, PERIOD, Laws.benchmark(law));
        assertThat(settled(rig, controller, "initial-states-small.csv")).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void fastDesignWorksAtAHundredHertz(String law) {
        double period = 1e-2;
        Controller controller = Laws.create(law, 150, period, Laws.benchmark(law));
        for (State state : Golden.states("initial-states-small.csv")) {
            ClosedLoop loop =
                    new ClosedLoop(Rig.benchmark(), Estimators.reference("direct", period, 0, 0), controller, period);
            assertThat(loop.run(10, state).settledAt()).isLessThan(1.6);
        }
    }

    @Test
    void superTwistingCancelsAStepOfForceThatLeavesLqrAside() {
        ClosedLoop twisting = loop(Rig.benchmark(), Laws.reference("super-twisting", 150, PERIOD));
        assertThat(twisting.disturbedBy(time -> time < 2 ? 0 : 10)
                        .run(20, 0, 0.1, 0.1)
                        .settled())
                .isTrue();
        assertThat(twisting.state().position()).isCloseTo(0, within(2e-3));
        ClosedLoop lqr = loop(Rig.benchmark(), Laws.reference("lqr", 150, PERIOD));
        lqr.disturbedBy(time -> time < 2 ? 0 : 10).run(20, 0, 0.1, 0.1);
        assertThat(Math.abs(lqr.state().position())).isBetween(0.2, 1.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void recoversFromAPulse(String law) {
        ClosedLoop loop = loop(Rig.benchmark(), Laws.reference(law, 150, PERIOD));
        Outcome outcome =
                loop.disturbedBy(time -> time >= 2 && time < 2.1 ? 30 : 0).run(10, 0, 0.1, 0.1);
        assertThat(outcome.settledAt()).isBetween(2.0, 2.0 + 2.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void twoInstancesDoTheSameToTheBit(String law) {
        ClosedLoop one = loop(Rig.benchmark(), Laws.reference(law, 150, PERIOD));
        ClosedLoop other = loop(Rig.benchmark(), Laws.reference(law, 150, PERIOD));
        assertThat(one.run(3, 0, 0.1, -0.05)).isEqualTo(other.run(3, 0, 0.1, -0.05));
        assertThat(one.state().toString()).isEqualTo(other.state().toString());
        assertThat(one.state().angle1()).isEqualTo(other.state().angle1());
        // and the same instance again, after its reset
        assertThat(one.run(3, 0, 0.1, -0.05)).isEqualTo(other.run(3, 0, 0.1, -0.05));
    }

    static ClosedLoop loop(Rig rig, Controller controller) {
        return new ClosedLoop(rig, Estimators.reference("direct", PERIOD, 0, 0), controller, PERIOD);
    }

    /** Settling times of those that settle, sorted, s. */
    static List<Double> settled(Rig rig, Controller controller, String set) {
        return Golden.states(set).stream()
                .map(state -> loop(rig, controller).run(10, state))
                .filter(Outcome::settled)
                .map(Outcome::settledAt)
                .sorted()
                .toList();
    }

    /** Settling times, sorted, of those of {@code count} random starts at rest with both angles up to {@code angle} that settle. */
    private static List<Double> settledFromRandom(Controller controller, int count, double angle, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(
                        () -> new State(0, random.nextDouble(-angle, angle), random.nextDouble(-angle, angle), 0, 0, 0))
                .limit(count)
                .map(state -> loop(Rig.benchmark(), controller).run(10, state))
                .filter(Outcome::settled)
                .map(Outcome::settledAt)
                .sorted()
                .toList();
    }

    private static Controller flipped(Controller law) {
        return new Controller() {
            @Override
            public double force(StateView state) {
                return -law.force(state);
            }

            @Override
            public double surface() {
                return law.surface();
            }

            @Override
            public void reset() {
                law.reset();
            }

            @Override
            public void preset(StateView state, double force) {
                law.preset(state, -force);
            }
        };
    }
}
