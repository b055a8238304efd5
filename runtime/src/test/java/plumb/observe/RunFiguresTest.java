package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.hal.RigStatus;
import plumb.runtime.CycleBuilder;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

class RunFiguresTest {
    private static final long PERIOD = 1_000_000;
    private static final double RAIL = 0.5;

    private final CycleBuilder cycles = new CycleBuilder(PERIOD);
    private final RunFigures figures = new RunFigures(PERIOD, RAIL);

    private void run(int count) {
        for (int i = 0; i < count; i++) {
            figures.onCycle(cycles.next().build());
        }
    }

    private RunSummary summary() {
        return figures.summary().orElseThrow();
    }

    private void assertNothingAfterSettling() {
        assertThat(summary().settledAtSeconds()).isEmpty();
        assertThat(summary().tailRmsForce()).isEmpty();
        assertThat(summary().forceVariationPerSecond()).isEmpty();
    }

    @Test
    void hasNoFiguresWhenTheLoopNeverEngaged() {
        cycles.phase(LifecycleState.CAPTURING);
        run(100);

        assertThat(figures.summary()).isEmpty();
    }

    @Test
    void settlesWhereTheLastUprightStretchBegins() {
        cycles.sensed(0, 0.05, -0.03);
        run(500);
        cycles.sensed(0, 0, 0);
        run(200);
        cycles.sensed(0, 0, -0.021);
        run(300);
        cycles.sensed(0.01, 0.0199, -0.0199);
        run(4000);

        assertThat(summary().settledAtSeconds()).isEqualTo(OptionalDouble.of(1.0));
        assertThat(summary().fell()).isFalse();
        assertThat(summary().engagedCycles()).isEqualTo(5000);
        assertThat(summary().engagedSeconds()).isCloseTo(4.999, within(1e-12));
    }

    @Test
    void timeBeforeEngagementDoesNotCount() {
        cycles.phase(LifecycleState.ARMED).sensed(0, 2, 2).force(9);
        run(3000);
        cycles.phase(LifecycleState.ENGAGED).sensed(0, 0.1, 0.1).force(0);
        run(250);
        cycles.sensed(0, 0, 0);
        run(2000);

        assertThat(summary().settledAtSeconds()).isEqualTo(OptionalDouble.of(0.25));
        assertThat(summary().engagedAtNanos()).isEqualTo(3001 * PERIOD);
        assertThat(summary().endedAtNanos()).isEqualTo(5250 * PERIOD);
        assertThat(summary().maxAngle1()).isEqualTo(0.1);
        assertThat(summary().peakForce()).isZero();
    }

    @Test
    void timeGoesOnThroughMissedPeriods() {
        cycles.sensed(0, 0.1, 0);
        run(100);
        figures.onCycle(cycles.nextAfter(5).build());
        figures.onCycle(cycles.nextAfter(2).build());
        cycles.sensed(0, 0, 0);
        run(2000);

        assertThat(summary().settledAtSeconds()).isEqualTo(OptionalDouble.of(0.109));
        assertThat(summary().overruns()).isEqualTo(2);
        assertThat(summary().missedCycles()).isEqualTo(7);
        assertThat(summary().maxConsecutiveMisses()).isEqualTo(5);
    }

    @Test
    void periodsMissedBeforeEngagementAreNotItsOwn() {
        figures.onCycle(cycles.phase(LifecycleState.CAPTURING).nextAfter(3).build());
        figures.onCycle(cycles.phase(LifecycleState.ENGAGED).nextAfter(4).build());

        assertThat(summary().overruns()).isZero();
        assertThat(summary().missedCycles()).isZero();
    }

    @Test
    void countsThePositionsLeftOutAlsoByAnEstimatorThatBeganAnew() {
        cycles.phase(LifecycleState.ARMED).rejected(40);
        run(1);
        cycles.phase(LifecycleState.ENGAGED).rejected(0);
        run(1);
        assertThat(summary().rejectedSamples()).isZero();
        cycles.rejected(3);
        run(2);
        cycles.rejected(5);
        run(1);
        cycles.rejected(2);
        run(2);
        assertThat(summary().rejectedSamples()).isEqualTo(7);
    }

    @Test
    void reportsTheGreatestExcursionsOfEitherSign() {
        cycles.sensed(-0.3, 0.2, -0.4);
        run(1);
        cycles.sensed(0.1, -0.5, 0.1);
        run(1);

        assertThat(summary().maxPosition()).isEqualTo(0.3);
        assertThat(summary().maxAngle1()).isEqualTo(0.5);
        assertThat(summary().maxAngle2()).isEqualTo(0.4);
    }

    @Test
    void isNotSettledWithTheCartAwayFromTheCentreAtTheEnd() {
        cycles.sensed(-0.05, 0, 0);
        run(5000);

        assertNothingAfterSettling();
    }

    @Test
    void isNotSettledWhileALinkLeans() {
        run(5000);
        cycles.sensed(0, 0, 0.02);
        run(1);

        assertNothingAfterSettling();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, -0.5, 0.6})
    void aCartAtTheEndOfTheRailIsAnEndStopAndNeverSettles(double position) {
        cycles.sensed(position, 0, 0);
        run(1);
        cycles.sensed(0, 0, 0);
        run(5000);

        assertThat(summary().endStop()).isTrue();
        assertThat(summary().fell()).isFalse();
        assertNothingAfterSettling();
    }

    @Test
    void theRigsEndStopCountsWhereverTheCartIs() {
        figures.onCycle(cycles.next().status(RigStatus.END_STOP).build());
        cycles.status(0);
        run(5000);

        assertThat(summary().endStop()).isTrue();
        assertNothingAfterSettling();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.58, -1.58})
    void aLinkThatLayDownHasFallenForGood(double angle) {
        cycles.sensed(0, 0, angle);
        run(1);
        cycles.sensed(0, 0, 0);
        run(5000);

        assertThat(summary().fell()).isTrue();
        assertThat(summary().tripped()).isFalse();
        assertNothingAfterSettling();
    }

    @Test
    void aHangingRunIsJudgedFromTheHandOverOn() {
        cycles.swinging(true).sensed(0.3, Math.PI, -Math.PI);
        run(2500);
        assertThat(summary().swingUpSeconds()).isEmpty();
        cycles.swinging(false).sensed(0.1, 2 * Math.PI + 0.1, -0.1);
        run(500);
        cycles.sensed(0, 2 * Math.PI, 0);
        run(3000);

        assertThat(summary().fell()).isFalse();
        assertThat(summary().swingUpSeconds().orElseThrow()).isCloseTo(2.5, within(1e-9));
        assertThat(summary().settledAtSeconds().orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(summary().maxAngle1()).isCloseTo(0.1, within(1e-9));
        assertThat(summary().maxPosition()).as("of the whole run").isEqualTo(0.3);
    }

    @Test
    void aTripWhileSwingingIsNoSwingUp() {
        cycles.swinging(true).sensed(0.47, Math.PI, 1);
        run(100);
        figures.onCycle(cycles.next().trip(TripReason.POSITION).build());

        assertThat(summary().swingUpSeconds()).isEmpty();
        assertThat(summary().settledAtSeconds()).isEmpty();
        assertThat(summary().tripped()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = TripReason.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void linksThatHangInATripWhileSwingingHaveNotFallen(TripReason trip) {
        cycles.swinging(true).sensed(0.3, Math.PI, -Math.PI);
        run(100);
        figures.onCycle(cycles.next().trip(trip).build());

        assertThat(summary().fell()).isEqualTo(trip.meansFallen());
        assertThat(summary().maxAngle1()).isZero();
        assertThat(summary().maxAngle2()).isZero();
        assertThat(summary().maxPosition()).isEqualTo(0.3);
    }

    @ParameterizedTest
    @EnumSource(value = TripReason.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aTripLeavesNoSettlingAndFallsOnAngleRateAndAFailedSwingUpOnly(TripReason trip) {
        run(5000);
        figures.onCycle(cycles.next().trip(trip).build());
        run(10);

        assertThat(summary().tripped()).isTrue();
        assertThat(summary().fell())
                .isEqualTo(trip == TripReason.ANGLE || trip == TripReason.RATE || trip == TripReason.SWING_UP_FAILED);
        assertThat(summary().engagedCycles()).isEqualTo(5001);
        assertNothingAfterSettling();
    }

    @ParameterizedTest
    @EnumSource(
            value = TripReason.class,
            names = {"NOT_FINITE", "ENCODER_JUMP", "STALE", "RIG_FAULT"})
    void aSampleThatTrippedTheLoopIsNoExcursion(TripReason trip) {
        run(10);
        figures.onCycle(
                cycles.next().sensed(Double.NaN, 100, Double.NaN).trip(trip).build());

        assertThat(summary().fell()).isFalse();
        assertThat(summary().endStop()).isFalse();
        assertThat(summary().maxAngle1()).isZero();
        assertThat(summary().maxPosition()).isZero();
    }

    @Test
    void anExcursionThatTrippedTheLoopCounts() {
        run(10);
        figures.onCycle(
                cycles.next().sensed(0.45, 0.1, 0).trip(TripReason.POSITION).build());

        assertThat(summary().maxPosition()).isEqualTo(0.45);
    }

    @Test
    void whatHappensAfterAStopDoesNotCount() {
        run(3000);
        cycles.phase(LifecycleState.STOPPING).sensed(0.6, 3, 3).force(20);
        run(3000);

        assertThat(summary().engagedCycles()).isEqualTo(3000);
        assertThat(summary().settledAtSeconds()).isEqualTo(OptionalDouble.of(0));
        assertThat(summary().peakForce()).isZero();
    }

    @Test
    void rmsForceWeighsTheForceHeldThroughMissedPeriods() {
        figures.onCycle(cycles.next().force(-3).build());
        figures.onCycle(cycles.nextAfter(2).force(1).build());

        // Three periods at -3 N, one at 1 N.
        assertThat(summary().rmsForce()).isCloseTo(StrictMath.sqrt((3 * 9 + 1) / 4.0), within(1e-15));
        assertThat(summary().peakForce()).isEqualTo(3);
    }

    @Test
    void variationIsTheSumOfForceChangesPerSecondAfterSettling() {
        cycles.sensed(0, 0.1, 0);
        for (int i = 0; i < 1000; i++) {
            figures.onCycle(cycles.next().force(i % 2 == 0 ? 20 : -20).build());
        }
        cycles.sensed(0, 0, 0);
        for (int i = 0; i <= 2000; i++) {
            figures.onCycle(cycles.next().force(i % 4 < 2 ? 0.5 : -0.5).build());
        }

        // One change of 1 N every second period: 500 N/s; the violent stretch before is not part of it.
        assertThat(summary().forceVariationPerSecond()).hasValueCloseTo(500.0, within(1e-9));
    }

    @Test
    void tailRmsIsTheForceWithoutWhatIsSlow() {
        for (int i = 0; i <= 10_000; i++) {
            double t = i * 1e-3;
            double slow = 5 + 2 * StrictMath.sin(2 * StrictMath.PI * 0.3 * t);
            double chatter = 0.4 * StrictMath.sin(2 * StrictMath.PI * 100 * t);
            cycles.next().sensed(0, t < 1 ? 0.1 : 0, 0).force(slow + chatter);
            figures.onCycle(cycles.build());
        }

        assertThat(summary().tailRmsForce()).hasValueCloseTo(0.4 / StrictMath.sqrt(2), within(0.002));
    }

    @Test
    void tailShorterThanASecondHasNoFiguresButASettlingTime() {
        cycles.sensed(0, 0.1, 0);
        run(1000);
        cycles.sensed(0, 0, 0);
        run(1000);

        assertThat(summary().settledAtSeconds()).isEqualTo(OptionalDouble.of(1));
        assertThat(summary().tailRmsForce()).isEmpty();
        assertThat(summary().forceVariationPerSecond()).isEmpty();

        run(1);
        assertThat(summary().tailRmsForce()).hasValue(0.0);
        assertThat(summary().forceVariationPerSecond()).hasValue(0.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {40_000_000, 100_000_000})
    void ratesTooLowForTheFilterHaveNoTailFigures(long periodNanos) {
        CycleBuilder slow = new CycleBuilder(periodNanos);
        RunFigures slowFigures = new RunFigures(periodNanos, RAIL);
        for (int i = 0; i < 1000; i++) {
            slowFigures.onCycle(slow.next().build());
        }

        RunSummary summary = slowFigures.summary().orElseThrow();
        assertThat(summary.settledAtSeconds()).hasValue(0.0);
        assertThat(summary.tailRmsForce()).isEmpty();
        assertThat(summary.forceVariationPerSecond()).isEmpty();
    }
}
