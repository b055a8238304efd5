package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;

/** What the loop does when something is wrong: the safe command, in the same cycle. */
class ControlLoopTripTest {
    private static final long PERIOD = LoopFixture.PERIOD;

    private final LoopFixture fixture = new LoopFixture();

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
        fixture.assertTripped(result, reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {201_000, -201_000})
    void tripsOnAnEncoderJump(long counts) {
        fixture.rig.onRead((frame, read) -> frame.setPositionCounts(0, 0, read >= 50 ? counts : 0));

        fixture.assertTripped(fixture.run(LoopPlan.engageAtOnce(100)), TripReason.ENCODER_JUMP);
        assertThat(fixture.rig.commands()).hasSize(51);
    }

    @Test
    void tripsOnSamplesThatStayTheSame() {
        fixture.rig.onRead((frame, read) -> frame.setHeader(Math.min(read, 50), 0, 0));

        fixture.assertTripped(fixture.run(LoopPlan.engageAtOnce(100)), TripReason.STALE);
        assertThat(fixture.rig.commands()).hasSize(54);
    }

    @Test
    void doesNotEngageOnAPressedEmergencyStop() {
        fixture.rig.onRead((frame, read) -> frame.setHeader(read, 0, RigStatus.EMERGENCY_STOP));

        fixture.assertTripped(fixture.run(LoopPlan.experiment(200, PERIOD, 100)), TripReason.EMERGENCY_STOP);
        fixture.assertNothingMoved();
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
    void endsAMeasurementEarlyWhenTheRigIsNotSane() {
        fixture.rig.onRead((frame, read) -> frame.setHeader(read, 0, read == 10 ? RigStatus.SENSOR_FAULT : 0));

        LoopResult result = fixture.run(LoopPlan.safeOutputs(500));

        assertThat(result.trip()).isEqualTo(TripReason.RIG_FAULT);
        assertThat(result.safe().cycles()).isEqualTo(11);
        fixture.assertNothingMoved();
    }
}
