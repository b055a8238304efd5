package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumb.config.OverrunPolicy;

/** What the loop does when it is late. */
class ControlLoopTimingTest {
    private static final long PERIOD = LoopFixture.PERIOD;

    private final LoopFixture fixture = new LoopFixture();

    @Test
    void keepsThePhaseAfterAnOverrunAndCountsTheSkippedPeriods() {
        fixture.stallDuringCycle(10, 3 * PERIOD + PERIOD / 2);

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertThat(fixture.seen)
                .allMatch(cycle -> (cycle.deadline() - fixture.seen.getFirst().deadline()) % PERIOD == 0);
        LoopFixture.Seen late = fixture.seen.get(11);
        assertThat(late.missed()).isEqualTo(2);
        assertThat(late.wake() - late.deadline()).isEqualTo(PERIOD / 2);
        assertThat(fixture.seen.get(12).wake()).isEqualTo(fixture.seen.get(12).deadline());
        assertThat(result.engaged().missed()).isEqualTo(2);
        assertThat(result.engaged().maxConsecutiveMissed()).isEqualTo(2);
        assertThat(result.engaged().overruns()).isEqualTo(1);
        assertThat(result.engaged().cycles()).isEqualTo(98);
        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
    }

    @Test
    void runsEveryPeriodLateRatherThanSkippingUnderBurst() {
        fixture.policy = OverrunPolicy.BURST;
        fixture.stallDuringCycle(10, 3 * PERIOD + PERIOD / 2);

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertThat(result.engaged().missed()).isZero();
        assertThat(result.engaged().cycles()).isEqualTo(100);
        assertThat(fixture.seen.get(11).wake())
                .isGreaterThan(fixture.seen.get(11).deadline());
        assertThat(fixture.seen.get(20).wake()).isEqualTo(fixture.seen.get(20).deadline());
    }

    @Test
    void ridesThroughMissesThatTheBudgetAllows() {
        fixture.stallDuringCycle(10, 12 * PERIOD + PERIOD + 1);

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertThat(result.engaged().maxConsecutiveMissed()).isEqualTo(12);
        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(result.engaged().budgetKept()).isTrue();
    }

    @Test
    void tripsOnOneMissInARowTooMany() {
        fixture.stallDuringCycle(10, 13 * PERIOD + PERIOD + 1);

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        fixture.assertTripped(result, TripReason.OVERRUN_BUDGET);
        assertThat(result.engaged().maxConsecutiveMissed()).isEqualTo(13);
    }

    @Test
    void tripsWhenSingleMissesAddUpOverTheWindow() {
        fixture.rig.onWrite(() -> {
            if (fixture.rig.commands().size() % 20 == 10) {
                fixture.clock.advance(2 * PERIOD + 1);
            }
        });

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(10_000));

        fixture.assertTripped(result, TripReason.OVERRUN_BUDGET);
        assertThat(result.engaged().missed()).isEqualTo(21);
    }

    @Test
    void doesNotCountTheWarmUpAgainstTheEngagedBudget() {
        fixture.stallDuringCycle(10, 40 * PERIOD);

        LoopResult result = fixture.run(LoopPlan.experiment(200, PERIOD, 100));

        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(result.safe().missed()).isEqualTo(39);
        assertThat(result.safe().budgetKept()).isFalse();
        assertThat(result.engaged().missed()).isZero();
        assertThat(result.engaged().budgetKept()).isTrue();
    }

    @Test
    void prolongsTheWarmUpUntilItsTailIsPunctual() {
        fixture.stallDuringCycle(150, 2 * PERIOD);

        LoopResult result = fixture.run(LoopPlan.experiment(200, PERIOD, 10));

        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(fixture.seen.stream()
                        .filter(cycle -> cycle.phase() == LifecycleState.ARMED)
                        .count())
                .isGreaterThan(245);
    }

    @Test
    void doesNotEngageWhenTheWarmUpNeverBecomesPunctual() {
        fixture.rig.onWrite(() -> fixture.clock.advance(PERIOD * 3 / 4));

        LoopResult result = fixture.run(LoopPlan.experiment(200, PERIOD, 10));

        assertThat(result.cause()).isEqualTo(EndCause.NOT_PUNCTUAL);
        assertThat(result.end()).isEqualTo(LifecycleState.STOPPED);
        assertThat(result.engaged().cycles()).isZero();
        fixture.assertNothingMoved();
    }

    @Test
    void countsALateCycleAsOneOverrunEvenWithoutAMissedPeriod() {
        fixture.stallDuringCycle(10, PERIOD + PERIOD / 4);

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertThat(result.engaged().overruns()).isEqualTo(1);
        assertThat(result.engaged().missed()).isZero();
    }
}
