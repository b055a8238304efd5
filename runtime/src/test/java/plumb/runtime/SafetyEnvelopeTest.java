package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.estimate.SensorReading;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.model.State;

class SafetyEnvelopeTest {
    private final SafetyEnvelope envelope = new SafetyEnvelope(LoopFixture.ENVELOPE);
    private final RigFrame frame = new RigFrame();
    private final SensorReading reading = new SensorReading();
    private long sequence;

    @ParameterizedTest
    @CsvSource({
        "0.48, 0, 0, 0, 0, 0, NONE",
        "-0.48, 0, 0, 0, 0, 0, NONE",
        "0.4801, 0, 0, 0, 0, 0, POSITION",
        "0, 0.6, -0.6, 0, 0, 0, NONE",
        "0, -0.6001, 0, 0, 0, 0, ANGLE",
        "0, 0, 0.6001, 0, 0, 0, ANGLE",
        "0, 0, 0, 5, 25, -25, NONE",
        "0, 0, 0, -5.001, 0, 0, VELOCITY",
        "0, 0, 0, 0, 25.001, 0, RATE",
        "0, 0, 0, 0, 0, -25.001, RATE"
    })
    void tripsJustBeyondEachLimit(
            double position,
            double angle1,
            double angle2,
            double velocity,
            double rate1,
            double rate2,
            TripReason reason) {
        reading.setPositions(0, position, angle1, angle2);

        assertThat(envelope.checkMotion(frame, reading, new State(position, angle1, angle2, velocity, rate1, rate2)))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0.48, 3.1, -9.4, 5, 40, -40, NONE",
        "0.4801, 3.1, -9.4, 0, 0, 0, POSITION",
        "0, 3.1, -9.4, 5.001, 0, 0, VELOCITY",
        "0, 3.1, -9.4, 0, -40.001, 0, RATE",
        "0, 3.1, -9.4, 0, 0, 40.001, RATE"
    })
    void allowsAnyAngleAndItsOwnRatesWhileSwinging(
            double position,
            double angle1,
            double angle2,
            double velocity,
            double rate1,
            double rate2,
            TripReason reason) {
        reading.setPositions(0, position, angle1, angle2);

        assertThat(envelope.checkSwing(frame, reading, new State(position, angle1, angle2, velocity, rate1, rate2)))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "6.283185307, -6.283185307, 25, NONE",
        "6.283185307, -6.283185307, 25.001, RATE",
        "5.6, 0, 0, ANGLE",
        "0, -6.9, 0, ANGLE",
        "3.1, 0, 0, ANGLE"
    })
    void takesAnglesOnACircleOnceThePendulumIsUp(double angle1, double angle2, double rate1, TripReason reason) {
        reading.setPositions(0, 0, angle1, angle2);

        assertThat(envelope.checkMotionAfterSwing(frame, reading, new State(0, 0, 0, 0, rate1, 0)))
                .isEqualTo(reason);
        if (reason == TripReason.NONE) {
            assertThat(envelope.checkMotion(frame, reading, new State()))
                    .as("upright from the start, nothing turns")
                    .isEqualTo(TripReason.ANGLE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void tripsWhenAnyComponentOfTheEstimateIsNotFinite(int component) {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[] x = new double[6];
            x[component] = bad;
            assertThat(envelope.checkMotion(frame, reading, new State(x[0], x[1], x[2], x[3], x[4], x[5])))
                    .isEqualTo(TripReason.NOT_FINITE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void tripsWhenAnySensedPositionIsNotFinite(int component) {
        double[] x = new double[3];
        x[component] = Double.NaN;
        assertThat(sample(x[0], x[1], x[2], 0)).isEqualTo(TripReason.NOT_FINITE);
    }

    @Test
    void tripsOnAnEndStopWhileInMotionOnly() {
        frame.setHeader(0, 0, RigStatus.END_STOP);

        assertThat(envelope.checkRig(frame, reading, 0)).isEqualTo(TripReason.NONE);
        assertThat(envelope.checkMotion(frame, reading, new State())).isEqualTo(TripReason.END_STOP);
    }

    @ParameterizedTest
    @CsvSource({
        "EMERGENCY_STOP, 2",
        "EMERGENCY_STOP, 6",
        "RIG_FAULT, 8",
        "RIG_FAULT, 16",
        "RIG_FAULT, 32",
        "NONE, 4",
        "NONE, 0"
    })
    void readsTheStatusBits(TripReason reason, int status) {
        frame.setHeader(0, 0, status);

        assertThat(envelope.checkRig(frame, reading, 0)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.05, 0, 0, 0, NONE",
        "0, 0, 0.0501, 0, 0, 0, ENCODER_JUMP",
        "0, 0, -0.0501, 0, 0, 0, ENCODER_JUMP",
        "0, 0, 0, 0.2, 0, 0, NONE",
        "0, 0, 0, 0.2001, 0, 0, ENCODER_JUMP",
        "0, 0, 0, 0, -0.2001, 0, ENCODER_JUMP",
        // The step counts, not the place.
        "0.04, 0.15, 0.05, 0.15, 0.15, 0, NONE",
        "0.04, 0.15, 0.0901, 0.15, 0.15, 0, ENCODER_JUMP",
        "0.04, 0.15, 0.04, 0.3501, 0.15, 0, ENCODER_JUMP",
        "0.04, 0.15, 0.04, 0.15, 0.3501, 0, ENCODER_JUMP",
        // Missed periods allow as many steps more.
        "0, 0, 0.15, 0, 0, 2, NONE",
        "0, 0, 0.1501, 0, 0, 2, ENCODER_JUMP",
        "0, 0, 0, 0.55, 0, 2, NONE",
        "0, 0, 0, 0.6001, 0, 2, ENCODER_JUMP",
        "0, 0, 0, 0, 0.55, 2, NONE",
        "0, 0, 0, 0, 0.6001, 2, ENCODER_JUMP"
    })
    void tripsOnAJumpBetweenTwoSamples(
            double firstPosition,
            double firstAngles,
            double position,
            double angle1,
            double angle2,
            int missed,
            TripReason reason) {
        sample(firstPosition, firstAngles, firstAngles, 0);

        assertThat(sample(position, angle1, angle2, missed)).isEqualTo(reason);
    }

    @Test
    void allowsALargerStepAfterStaleSamples() {
        sample(0, 0, 0, 0);
        stale();
        stale();

        assertThat(sample(0, 0.55, 0, 0)).isEqualTo(TripReason.NONE);
        assertThat(sample(0, 0.1, 0, 0)).as("the next one is as strict as ever").isEqualTo(TripReason.ENCODER_JUMP);
    }

    @Test
    void acceptsAnyFirstSample() {
        assertThat(sample(0.4, 0.5, -0.5, 0)).isEqualTo(TripReason.NONE);
    }

    @Test
    void tripsOnTheThirdStaleSampleInARow() {
        sample(0, 0, 0, 0);

        assertThat(stale()).isEqualTo(TripReason.NONE);
        assertThat(stale()).isEqualTo(TripReason.NONE);
        assertThat(stale()).isEqualTo(TripReason.STALE);
    }

    @Test
    void forgivesStaleSamplesAfterAFreshOne() {
        sample(0, 0, 0, 0);
        stale();
        stale();

        assertThat(sample(0, 0, 0, 0)).isEqualTo(TripReason.NONE);
        assertThat(stale()).isEqualTo(TripReason.NONE);
    }

    private TripReason stale() {
        return envelope.checkRig(frame, reading, 0);
    }

    private TripReason sample(double position, double angle1, double angle2, long missed) {
        frame.setHeader(++sequence, 0, 0);
        reading.setPositions(0, position, angle1, angle2);
        return envelope.checkRig(frame, reading, missed);
    }
}
