package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.hal.RigStatus;

/** Warm-up, capture, engagement, stop: what the loop does when all is well. */
class ControlLoopTest {
    private static final long PERIOD = LoopFixture.PERIOD;

    private final LoopFixture fixture = new LoopFixture();

    @Test
    void drivesTheMotorForExactlyThePlannedPeriodsThenSendsTheSafeCommand() {
        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(result.end()).isEqualTo(LifecycleState.STOPPED);
        assertThat(result.engaged().cycles()).isEqualTo(100);
        assertThat(fixture.rig.commands()).hasSize(101);
        assertThat(fixture.rig.commands().subList(0, 100))
                .allMatch(command -> command.enabled() && command.force() == 2);
        LoopFixture.assertSafe(fixture.rig.last());
        assertThat(fixture.rig.madeSafe()).isEqualTo(1);
    }

    @Test
    void numbersItsCommandsInOrder() {
        fixture.run(LoopPlan.engageAtOnce(3));

        assertThat(fixture.rig.commands())
                .extracting(ScriptedRig.Written::sequence)
                .containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void tellsTheEstimatorWhatWasReallySent() {
        fixture.law.force = 99;

        fixture.run(LoopPlan.engageAtOnce(2));

        assertThat(fixture.estimator.commanded).containsExactly(30.0, 30.0, 0.0);
    }

    @Test
    void keepsOutputsSafeThroughWarmUpAndCaptureThenEngages() {
        LoopResult result = fixture.run(LoopPlan.experiment(200, PERIOD, 100));

        assertThat(result.engaged().cycles()).isEqualTo(100);
        // 200 cycles of warm-up; the 201st begins the capture, the 250th is the 50th in the window and engages.
        assertThat(fixture.rig.commands().subList(0, 249)).noneMatch(ScriptedRig.Written::enabled);
        assertThat(fixture.rig.commands().get(249).enabled()).isTrue();
        assertThat(fixture.seen.stream().map(LoopFixture.Seen::phase).distinct())
                .containsExactly(
                        LifecycleState.ARMED, LifecycleState.CAPTURING, LifecycleState.ENGAGED, LifecycleState.STOPPED);
    }

    @Test
    void startsLawAndEstimatorAnewWhenItEngages() {
        fixture.run(LoopPlan.experiment(200, PERIOD, 10));

        assertThat(fixture.law.presets).containsExactly(0.0);
        assertThat(fixture.law.resets).isZero();
        assertThat(fixture.estimator.resets).isEqualTo(1);
    }

    @Test
    void startsTheLawWithoutLeadingOverWhenNoHandLetsGo() {
        fixture.run(LoopPlan.engageAtOnce(10));

        assertThat(fixture.law.resets).isEqualTo(1);
        assertThat(fixture.law.presets).isEmpty();
    }

    @Test
    void engagesWithoutAJumpInForce() {
        fixture.law.force = 30;
        ControlLoop loop = new ControlLoop(
                fixture.parts(new ActuationLimit(30, 6000, 1e-3)), fixture.clock, fixture.lifecycle, List.of());

        loop.run(LoopPlan.engageAtOnce(8));

        assertThat(fixture.rig.commands())
                .extracting(ScriptedRig.Written::force)
                .containsExactly(6.0, 12.0, 18.0, 24.0, 30.0, 30.0, 30.0, 30.0, 0.0);
    }

    @Test
    void doesNotEngageWhileThePendulumIsOutsideTheCaptureWindow() {
        fixture.rig.onRead((frame, read) -> frame.setPositionCounts(0, 250_000, 0));

        LoopResult result = fixture.run(LoopPlan.experiment(200, PERIOD, 10));

        assertThat(result.cause()).isEqualTo(EndCause.NOT_CAPTURED);
        assertThat(result.engaged().cycles()).isZero();
        fixture.assertNothingMoved();
    }

    @Test
    void waitsForThePendulumToStayInsideTheCaptureWindow() {
        fixture.rig.onRead(
                (frame, read) -> frame.setPositionCounts(0, read % 40 == 0 && read < 500 ? 210_000 : 100_000, 0));

        LoopResult result = fixture.run(LoopPlan.experiment(200, PERIOD, 10));

        assertThat(result.engaged().cycles()).isEqualTo(10);
        assertThat(fixture.seen.stream()
                        .filter(cycle -> cycle.phase() == LifecycleState.ENGAGED)
                        .findFirst()
                        .orElseThrow()
                        .index())
                .isGreaterThanOrEqualTo(529);
    }

    @Test
    void stopsWithinTwoCyclesOfARequest() {
        ControlLoop loop = fixture.loop();
        fixture.rig.onRead((frame, read) -> {
            if (read == 30) {
                loop.requestStop();
            }
        });

        LoopResult result = loop.run(LoopPlan.engageAtOnce(0));

        assertThat(result.cause()).isEqualTo(EndCause.STOP_REQUESTED);
        assertThat(result.end()).isEqualTo(LifecycleState.STOPPED);
        assertThat(fixture.rig.commands().size()).isLessThanOrEqualTo(32);
        LoopFixture.assertSafe(fixture.rig.last());
        assertThat(fixture.rig.madeSafe()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"30, 0", "220, 0", "600, 350"})
    void isReadyAgainWithTheSafeCommandInTheCycleThatSeesADisarm(int read, long engaged) {
        ControlLoop loop = fixture.loop();
        fixture.rig.onRead((frame, number) -> {
            if (number == read) {
                loop.requestDisarm();
            }
        });

        LoopResult result = loop.run(LoopPlan.experiment(200, PERIOD, 0));

        assertThat(result.cause()).isEqualTo(EndCause.DISARMED);
        assertThat(result.end()).isEqualTo(LifecycleState.READY);
        assertThat(result.reason()).isEqualTo("disarmed");
        assertThat(result.engaged().cycles()).isBetween(engaged, engaged + 2);
        assertThat(fixture.rig.commands().size()).isBetween(read + 1, read + 2);
        LoopFixture.assertSafe(fixture.rig.last());
        assertThat(fixture.rig.madeSafe()).isEqualTo(1);
        assertThat(fixture.seen.getLast().phase()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void stopsWhereBothAreAsked() {
        ControlLoop loop = fixture.loop();
        loop.requestDisarm();
        loop.requestStop();

        assertThat(loop.run(LoopPlan.engageAtOnce(0)).cause()).isEqualTo(EndCause.STOP_REQUESTED);
    }

    @Test
    void aDisarmDoesNotEndAMeasurementWithSafeOutputsOfARigThatIsNotArmed() {
        ControlLoop loop = new ControlLoop(
                fixture.parts(new ActuationLimit(30, 1e9, 1e-3)), fixture.clock, new Lifecycle(), List.of());
        loop.requestDisarm();

        LoopResult result = loop.run(LoopPlan.safeOutputs(50));

        assertThat(result.cause()).isEqualTo(EndCause.WINDOW_COMPLETE);
        assertThat(result.end()).isEqualTo(LifecycleState.BOOT);
    }

    /** Whatever comes, in whatever order: only a cycle of state ENGAGED without a trip commands anything but the safe value. */
    @Test
    void nothingButTheSafeCommandLeavesTheLoopOutsideEngaged() {
        Random random = new Random(4);
        long commanded = 0;
        Set<EndCause> ends = EnumSet.noneOf(EndCause.class);
        for (int run = 0; run < 400; run++) {
            LoopFixture one = new LoopFixture();
            ControlLoop loop = one.loop();
            one.rig.onRead((frame, read) -> {
                switch (random.nextInt(600)) {
                    case 0 -> loop.requestStop();
                    case 1 -> loop.requestDisarm();
                    case 2 -> frame.setHeader(read, 0, 1 << random.nextInt(6));
                    case 3 -> frame.setPositionCounts(0, 700_000, 0);
                    case 4 -> one.clock.advance(random.nextInt(20_000_000));
                    case 5, 6, 7 -> loop.requestNextLaw();
                    default -> frame.setHeader(read, one.clock.nanoTime(), 0);
                }
            });

            ends.add(loop.run(LoopPlan.experiment(50, PERIOD, 400)).cause());

            for (int i = 0; i < one.seen.size(); i++) {
                LoopFixture.Seen cycle = one.seen.get(i);
                ScriptedRig.Written command = one.rig.commands().get(i);
                boolean drives = cycle.phase() == LifecycleState.ENGAGED && cycle.trip() == TripReason.NONE;
                assertThat(command.enabled()).as("run %s %s", run, cycle).isEqualTo(drives);
                assertThat(command.force() != 0).isEqualTo(drives);
                commanded += drives ? 1 : 0;
            }
            LoopFixture.assertSafe(one.rig.last());
        }
        assertThat(commanded).isGreaterThan(1_000);
        assertThat(ends)
                .contains(EndCause.STOP_REQUESTED, EndCause.DISARMED, EndCause.TRIPPED, EndCause.DURATION_COMPLETE);
    }

    @Test
    void refusesToEngageFromAnyStateButArmed() {
        ControlLoop loop = new LoopFixture().loop();
        Lifecycle fresh = new Lifecycle();
        LoopFixture other = new LoopFixture();
        ControlLoop unarmed =
                new ControlLoop(other.parts(new ActuationLimit(30, 1e9, 1e-3)), other.clock, fresh, List.of());

        assertThatThrownBy(() -> unarmed.run(LoopPlan.engageAtOnce(10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ARMED");
        assertThat(other.rig.commands()).isEmpty();
        assertThat(loop.run(LoopPlan.engageAtOnce(1)).engaged().cycles()).isEqualTo(1);
    }

    @Test
    void measuresWithSafeOutputsWithoutTouchingTheLifecycle() {
        LoopResult result = fixture.run(LoopPlan.safeOutputs(500));

        assertThat(result.cause()).isEqualTo(EndCause.WINDOW_COMPLETE);
        assertThat(result.safe().cycles()).isEqualTo(500);
        assertThat(result.end()).isEqualTo(LifecycleState.ARMED);
        fixture.assertNothingMoved();
    }

    @Test
    void showsTheListenersTheCommandThatWasSent() {
        fixture.run(LoopPlan.engageAtOnce(5));

        assertThat(fixture.seen).extracting(LoopFixture.Seen::force).containsExactly(2.0, 2.0, 2.0, 2.0, 2.0, 0.0);
    }

    @Test
    void refusesToDriveARigThatCanMoveOnASimulatedLifecycle() {
        fixture.rig.physical();

        assertThatThrownBy(() -> fixture.run(LoopPlan.engageAtOnce(10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs a verdict");
        assertThat(fixture.rig.commands()).isEmpty();
    }

    @Test
    void drivesARigThatCanMoveOnceItIsArmedByAVerdict() {
        fixture.rig.physical();
        Lifecycle lifecycle = new Lifecycle();
        lifecycle.fire(LifecycleEvent.SELF_TEST_STARTED);
        lifecycle.fire(LifecycleEvent.SELF_TEST_PASSED);
        lifecycle.requestArm(true, Optional::empty);
        ControlLoop loop =
                new ControlLoop(fixture.parts(new ActuationLimit(30, 1e9, 1e-3)), fixture.clock, lifecycle, List.of());

        assertThat(loop.run(LoopPlan.engageAtOnce(10)).engaged().cycles()).isEqualTo(10);
    }

    @Test
    void doesNotDriveWhenTheLifecycleWasTakenAwayFromIt() {
        // The verdict is lost while the loop waits for the pendulum.
        fixture.rig.onRead((frame, read) -> {
            if (read == 220) {
                fixture.lifecycle.fire(LifecycleEvent.VERDICT_LOST);
            } else if (read == 400) {
                fixture.lifecycle.fire(LifecycleEvent.TRIP);
                frame.setHeader(read, 0, RigStatus.DRIVER_FAULT);
            }
        });

        fixture.run(LoopPlan.experiment(200, PERIOD, 10));

        fixture.assertNothingMoved();
    }

    @Test
    void correctsTheEstimateWithTheReadingItEngagesOn() {
        fixture.run(LoopPlan.engageAtOnce(3));

        assertThat(fixture.estimator.resets).isEqualTo(1);
        // One update each cycle, and one more right after the reset.
        assertThat(fixture.estimator.updates).isEqualTo(5);
    }
}
