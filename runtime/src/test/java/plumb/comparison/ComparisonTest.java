package plumb.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.InitialState;
import plumb.config.RigConfig;
import plumb.hal.RigCommand;
import plumb.hal.RigFrame;
import plumb.hal.sim.SimulatedRig;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/** The standard scenarios on a small scale: whom they tell apart, and what a worse rig does. */
class ComparisonTest {
    private static final InitialState SMALL = new InitialState(0, 0.05, 0.04, 0, 0, 0);
    private static final InitialState MEDIUM = new InitialState(0, 0.1, 0.1, 0, 0, 0);
    private static final InitialState HOPELESS = new InitialState(0, 1.5, -1.5, 0, 0, 0);
    private static final StandardSet SET =
            new StandardSet(List.of(SMALL), List.of(MEDIUM), List.of(MEDIUM, HOPELESS), StandardSet.Detail.QUICK);

    private static RigConfig rig(String law, String... settings) throws ConfigException {
        List<ConfigOverride> overrides =
                new ArrayList<>(List.of(ConfigOverride.option("--controller", "controller", law)));
        for (String setting : settings) {
            overrides.add(ConfigOverride.set(setting));
        }
        return ConfigReader.standard().read(Optional.empty(), overrides);
    }

    @Test
    void aLawThatBalancesIsToldFromOneThatDoesNothing() throws ConfigException, InterruptedException {
        AtomicLong last = new AtomicLong();
        Comparison comparison = Comparison.of(SET, List.of(rig("classical"), rig("none")), 2, (done, all) -> {
            assertThat(done).isLessThanOrEqualTo(all);
            last.accumulateAndGet(done, Math::max);
        });
        assertThat(last.get()).isEqualTo(comparison.cycles());
        Standing law = comparison.standings().getFirst();
        Standing nothing = comparison.standings().getLast();
        assertThat(law.outcomes())
                .extracting(Standing.Outcome::id)
                .containsExactly("small", "medium", "large", "spread", "friction");
        assertThat(law.outcomes().getFirst().report().settled()).isEqualTo(1);
        assertThat(law.outcomes().get(2).title()).contains("0.15 rad");
        assertThat(nothing.outcomes()).allSatisfy(outcome -> {
            assertThat(outcome.report().settled()).isZero();
            assertThat(outcome.report().fell()).isEqualTo(outcome.report().runs());
        });
        assertThat(law.mapShare()).isGreaterThan(0.1);
        // Upright at rest it stays so: the middle of the map. Nothing else does without a law.
        assertThat(nothing.mapShare()).isLessThanOrEqualTo(1.0 / 81);
        assertThat(law.map().getFirst().getLast()).isEmpty();
        assertThat(law.robustnessMean()).isGreaterThan(0.5);
        assertThat(nothing.robustnessMean()).isZero();
        assertThat(law.push().recoverySeconds().orElseThrow()).isBetween(0.05, 2.0);
        assertThat(law.lasting().offset().orElseThrow()).isLessThan(0.05);
        assertThat(nothing.push().recoverySeconds()).isEqualTo(OptionalDouble.empty());
        assertThat(law.push().course().seconds()).hasSize(500);
        assertThat(nothing.push().course().seconds()).hasSizeLessThan(200);
        assertThat(law.push().course().surface()).doesNotContain(Double.NaN);
        assertThat(nothing.push().course().surface()).containsOnly(Double.NaN);
        assertThat(comparison.wallSeconds()).isPositive();
    }

    @Test
    void aFailureOfARunIsToldAndNotSwallowed() throws ConfigException {
        TrialRunner runner =
                new TrialRunner(List.of(new TrialRunner.Batch(rig("none"), List.of(Trial.of(rig("none"), 1)))));
        assertThatThrownBy(() -> runner.run(1, done -> {
                    throw new IllegalArgumentException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a virtual run failed");
    }

    @Test
    void everyCriterionHas21StepsWithTheNominalRigAmongThem() {
        for (Criterion criterion : Criterion.values()) {
            assertThat(criterion.steps()).hasSize(21).isSorted().doesNotHaveDuplicates();
            boolean multiple = criterion == Criterion.MASS || criterion == Criterion.FORCE_GAIN;
            assertThat(criterion.steps()).contains(multiple ? 1.0 : 0.0);
            assertThat(criterion.title()).isNotBlank();
            assertThat(criterion.unit()).isNotBlank();
        }
        assertThat(Criterion.FORCE_GAIN.id()).isEqualTo("forceGain");
    }

    @Test
    void anImperfectRigGivesAnotherForceWithinItsLimitAndNoiseWithinItsRange() throws Exception {
        RigConfig config = rig("classical");
        VirtualClock clock = new VirtualClock(0);
        SimulatedRig inner = (SimulatedRig) RigFactory.simulated(config, clock);
        RigFrame frame = new RigFrame();
        RigCommand command = new RigCommand();
        double quantum = config.sensors().calibration().angle1Quantum();
        long start = StrictMath.round(config.initialState().angle1() / quantum);
        try (ImperfectRig rig = new ImperfectRig(inner, config, new Imperfection(2, 0.01))) {
            rig.open();
            assertThat(rig.describe()).isEqualTo(inner.describe());
            assertThat(rig.linkStatistics()).isEmpty();
            long least = Long.MAX_VALUE;
            long most = Long.MIN_VALUE;
            for (int i = 0; i < 500; i++) {
                rig.read(frame);
                least = Math.min(least, frame.angle1Count() - start);
                most = Math.max(most, frame.angle1Count() - start);
            }
            assertThat(-least * quantum).isCloseTo(0.01, within(1e-3));
            assertThat(most * quantum).isCloseTo(0.01, within(1e-3));
            command.setForce(5);
            rig.write(command);
            assertThat(after(rig, inner, clock, frame)).isCloseTo(10, within(0.1));
            command.setForce(20);
            rig.write(command);
            assertThat(after(rig, inner, clock, frame)).isCloseTo(30, within(0.1));
            command.setSafe(rig.describe().motor());
            rig.write(command);
            assertThat(after(rig, inner, clock, frame)).isCloseTo(0, within(0.1));
            rig.makeSafe();
        }
    }

    private static double after(ImperfectRig rig, SimulatedRig inner, VirtualClock clock, RigFrame frame) {
        clock.advance(20_000_000);
        rig.read(frame);
        return inner.motorForce();
    }
}
