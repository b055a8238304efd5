package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.config.LoopSettings;
import plumb.config.OverrunPolicy;
import plumb.hal.Calibration;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;

class ControlLoopTest {
    private static final long PERIOD = LoopFixture.PERIOD;
    private static final ScriptedRig.Written SAFE = new ScriptedRig.Written(0, false, 0);

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
        assertSafe(fixture.rig.last());
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
    void keepsThePhaseAfterAnOverrunAndCountsTheSkippedPeriods() {
        stallDuringCycle(10, 3 * PERIOD + PERIOD / 2);

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
        stallDuringCycle(10, 3 * PERIOD + PERIOD / 2);

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertThat(result.engaged().missed()).isZero();
        assertThat(result.engaged().cycles()).isEqualTo(100);
        assertThat(fixture.seen.get(11).wake())
                .isGreaterThan(fixture.seen.get(11).deadline());
        assertThat(fixture.seen.get(20).wake()).isEqualTo(fixture.seen.get(20).deadline());
    }

    @Test
    void ridesThroughMissesThatTheBudgetAllows() {
        stallDuringCycle(10, 12 * PERIOD + PERIOD + 1);

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertThat(result.engaged().maxConsecutiveMissed()).isEqualTo(12);
        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(result.engaged().budgetKept()).isTrue();
    }

    @Test
    void tripsOnOneMissInARowTooMany() {
        stallDuringCycle(10, 13 * PERIOD + PERIOD + 1);

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertTripped(result, TripReason.OVERRUN_BUDGET);
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

        assertTripped(result, TripReason.OVERRUN_BUDGET);
        assertThat(result.engaged().missed()).isEqualTo(21);
    }

    @Test
    void doesNotCountTheWarmUpAgainstTheEngagedBudget() {
        stallDuringCycle(10, 40 * PERIOD);

        LoopResult result = fixture.run(LoopPlan.experiment(200, PERIOD, 100));

        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(result.safe().missed()).isEqualTo(39);
        assertThat(result.safe().budgetKept()).isFalse();
        assertThat(result.engaged().missed()).isZero();
        assertThat(result.engaged().budgetKept()).isTrue();
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

        assertThat(fixture.law.resets).isEqualTo(1);
        assertThat(fixture.estimator.resets).isEqualTo(1);
    }

    @Test
    void engagesWithoutAJumpInForce() {
        fixture.law.force = 30;
        ControlLoop loop = new ControlLoop(
                partsOf(fixture, new ActuationLimit(30, 6000, 1e-3)), fixture.clock, fixture.lifecycle, List.of());

        loop.run(LoopPlan.engageAtOnce(8));

        assertThat(fixture.rig.commands())
                .extracting(ScriptedRig.Written::force)
                .containsExactly(6.0, 12.0, 18.0, 24.0, 30.0, 30.0, 30.0, 30.0, 0.0);
    }

    @Test
    void prolongsTheWarmUpUntilItsTailIsPunctual() {
        stallDuringCycle(150, 2 * PERIOD);

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
        assertNothingMoved();
    }

    @Test
    void doesNotEngageWhileThePendulumIsOutsideTheCaptureWindow() {
        fixture.rig.onRead((frame, read) -> frame.setPositionCounts(0, 250_000, 0));

        LoopResult result = fixture.run(LoopPlan.experiment(200, PERIOD, 10));

        assertThat(result.cause()).isEqualTo(EndCause.NOT_CAPTURED);
        assertThat(result.engaged().cycles()).isZero();
        assertNothingMoved();
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

    static Stream<Arguments> motionTrips() {
        return Stream.of(
                trip("position +", TripReason.POSITION, (f, fixture) -> f.setPositionCounts(481_000, 0, 0)),
                trip("position -", TripReason.POSITION, (f, fixture) -> f.setPositionCounts(-481_000, 0, 0)),
                trip("angle1 +", TripReason.ANGLE, (f, fixture) -> f.setPositionCounts(0, 601_000, 0)),
                trip("angle1 -", TripReason.ANGLE, (f, fixture) -> f.setPositionCounts(0, -601_000, 0)),
                trip("angle2 +", TripReason.ANGLE, (f, fixture) -> f.setPositionCounts(0, 0, 601_000)),
                trip("angle2 -", TripReason.ANGLE, (f, fixture) -> f.setPositionCounts(0, 0, -601_000)),
                trip("velocity", TripReason.VELOCITY, (f, fixture) -> fixture.estimator.velocity = 5.01),
                trip("velocity -", TripReason.VELOCITY, (f, fixture) -> fixture.estimator.velocity = -5.01),
                trip("rate1", TripReason.RATE, (f, fixture) -> fixture.estimator.rate1 = 25.1),
                trip("rate2", TripReason.RATE, (f, fixture) -> fixture.estimator.rate2 = -25.1),
                trip("nan estimate", TripReason.NOT_FINITE, (f, fixture) -> fixture.estimator.rate2 = Double.NaN),
                trip(
                        "infinite estimate",
                        TripReason.NOT_FINITE,
                        (f, fixture) -> fixture.estimator.velocity = Double.POSITIVE_INFINITY),
                trip(
                        "emergency stop",
                        TripReason.EMERGENCY_STOP,
                        (f, fixture) -> f.setHeader(500, 0, RigStatus.EMERGENCY_STOP)),
                trip("link", TripReason.RIG_FAULT, (f, fixture) -> f.setHeader(500, 0, RigStatus.LINK_DOWN)),
                trip("sensor", TripReason.RIG_FAULT, (f, fixture) -> f.setHeader(500, 0, RigStatus.SENSOR_FAULT)),
                trip("driver", TripReason.RIG_FAULT, (f, fixture) -> f.setHeader(500, 0, RigStatus.DRIVER_FAULT)),
                trip("end stop", TripReason.END_STOP, (f, fixture) -> f.setHeader(500, 0, RigStatus.END_STOP)));
    }

    private static Arguments trip(String what, TripReason reason, BiConsumer<RigFrame, LoopFixture> fault) {
        return Arguments.of(what, reason, fault);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("motionTrips")
    void tripsInTheSameCycleWithTheSafeCommand(
            String what, TripReason reason, BiConsumer<RigFrame, LoopFixture> fault) {
        RigFrame target = new RigFrame();
        fault.accept(target, new LoopFixture());
        fixture.rig.onRead((frame, read) -> {
            if (read == 50) {
                fault.accept(frame, fixture);
            } else if (read > 10) {
                // A slope that the jump limits allow leads close to the fault.
                long share = 97 * (read - 10) / 39;
                frame.setPositionCounts(
                        target.positionCount() * share / 100,
                        target.angle1Count() * share / 100,
                        target.angle2Count() * share / 100);
            }
        });

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertThat(fixture.rig.commands()).as(what).hasSize(51);
        assertThat(fixture.rig.commands().get(49).enabled()).isTrue();
        assertTripped(result, reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {201_000, -201_000})
    void tripsOnAnEncoderJump(long counts) {
        fixture.rig.onRead((frame, read) -> frame.setPositionCounts(0, 0, read >= 50 ? counts : 0));

        assertTripped(fixture.run(LoopPlan.engageAtOnce(100)), TripReason.ENCODER_JUMP);
        assertThat(fixture.rig.commands()).hasSize(51);
    }

    @Test
    void tripsOnSamplesThatStayTheSame() {
        fixture.rig.onRead((frame, read) -> frame.setHeader(Math.min(read, 50), 0, 0));

        assertTripped(fixture.run(LoopPlan.engageAtOnce(100)), TripReason.STALE);
        assertThat(fixture.rig.commands()).hasSize(54);
    }

    @Test
    void doesNotEngageOnAPressedEmergencyStop() {
        fixture.rig.onRead((frame, read) -> frame.setHeader(read, 0, RigStatus.EMERGENCY_STOP));

        assertTripped(fixture.run(LoopPlan.experiment(200, PERIOD, 100)), TripReason.EMERGENCY_STOP);
        assertNothingMoved();
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
        assertSafe(fixture.rig.last());
        assertThat(fixture.rig.madeSafe()).isEqualTo(1);
    }

    @Test
    void makesTheRigSafeAndLatchesAFaultWhenThePipelineThrows() {
        fixture.rig.onWrite(() -> {
            if (fixture.rig.commands().size() == 20) {
                throw new IllegalStateException("broken driver");
            }
        });
        ControlLoop loop = fixture.loop();

        assertThatThrownBy(() -> loop.run(LoopPlan.engageAtOnce(100))).hasMessage("broken driver");
        assertThat(fixture.rig.madeSafe()).isEqualTo(1);
        assertThat(fixture.lifecycle.state()).isEqualTo(LifecycleState.FAULT);
    }

    @Test
    void refusesToEngageFromAnyStateButArmed() {
        ControlLoop loop = new LoopFixture().loop();
        Lifecycle fresh = new Lifecycle();
        LoopFixture other = new LoopFixture();
        ControlLoop unarmed =
                new ControlLoop(partsOf(other, new ActuationLimit(30, 1e9, 1e-3)), other.clock, fresh, List.of());

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
        assertNothingMoved();
    }

    @Test
    void endsAMeasurementEarlyWhenTheRigIsNotSane() {
        fixture.rig.onRead((frame, read) -> frame.setHeader(read, 0, read == 10 ? RigStatus.SENSOR_FAULT : 0));

        LoopResult result = fixture.run(LoopPlan.safeOutputs(500));

        assertThat(result.trip()).isEqualTo(TripReason.RIG_FAULT);
        assertThat(result.safe().cycles()).isEqualTo(11);
        assertNothingMoved();
    }

    @Test
    void showsTheListenersTheCommandThatWasSent() {
        fixture.run(LoopPlan.engageAtOnce(5));

        assertThat(fixture.seen).extracting(LoopFixture.Seen::force).containsExactly(2.0, 2.0, 2.0, 2.0, 2.0, 0.0);
    }

    private static LoopParts partsOf(LoopFixture fixture, ActuationLimit limit) {
        return new LoopParts(
                fixture.rig,
                new Calibration(1e-6, 1e-6, 1e-6, 0, 0, 0, 0, 0),
                fixture.estimator,
                new LoopFixture.BelievingEstimator(),
                fixture.law,
                new SafetyEnvelope(LoopFixture.ENVELOPE),
                limit,
                LoopFixture.CAPTURE,
                new LoopSettings(PERIOD, 0, -1, 0, OverrunPolicy.SKIP, OptionalInt.empty(), 20, 0),
                12);
    }

    private void stallDuringCycle(int cycle, long nanos) {
        fixture.rig.onWrite(() -> {
            if (fixture.rig.commands().size() == cycle) {
                fixture.clock.advance(nanos);
            }
        });
    }

    private void assertTripped(LoopResult result, TripReason reason) {
        assertThat(result.trip()).isEqualTo(reason);
        assertThat(result.cause()).isEqualTo(EndCause.TRIPPED);
        assertThat(result.end()).isEqualTo(LifecycleState.FAULT);
        assertThat(result.reason()).isEqualTo(reason.text());
        assertSafe(fixture.rig.last());
        assertThat(fixture.rig.madeSafe()).isEqualTo(1);
        assertThat(fixture.seen.getLast().trip()).isEqualTo(reason);
    }

    private void assertNothingMoved() {
        assertThat(fixture.rig.commands()).allMatch(command -> !command.enabled() && command.force() == 0);
    }

    private static void assertSafe(ScriptedRig.Written command) {
        assertThat(command.enabled()).isFalse();
        assertThat(command.force()).isEqualTo(SAFE.force());
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
        lifecycle.fire(LifecycleEvent.ARM);
        ControlLoop loop = new ControlLoop(
                partsOf(fixture, new ActuationLimit(30, 1e9, 1e-3)), fixture.clock, lifecycle, List.of());

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

        assertNothingMoved();
    }

    @Test
    void countsALateCycleAsOneOverrunEvenWithoutAMissedPeriod() {
        stallDuringCycle(10, PERIOD + PERIOD / 4);

        LoopResult result = fixture.run(LoopPlan.engageAtOnce(100));

        assertThat(result.engaged().overruns()).isEqualTo(1);
        assertThat(result.engaged().missed()).isZero();
    }

    @Test
    void correctsTheEstimateWithTheReadingItEngagesOn() {
        fixture.run(LoopPlan.engageAtOnce(3));

        assertThat(fixture.estimator.resets).isEqualTo(1);
        // One update each cycle, and one more right after the reset.
        assertThat(fixture.estimator.updates).isEqualTo(5);
    }
}
