package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.model.State;

/**
 * A command computed from an old sample leaves that much later than the sample: to a filter that predicts, age is delay. So one
 * that is told of an age must estimate what one with a delay that is longer by it does.
 */
class SampleAgeTest {
    private static final double PERIOD = 1e-3;
    private static final long PERIOD_NANOS = 1_000_000;

    private final SplittableRandom random = new SplittableRandom(11);
    private final SensorReading aged = new SensorReading();
    private final SensorReading fresh = new SensorReading();
    private final State one = new State();
    private final State other = new State();

    /** Runs both side by side; the greatest difference of any component of the two estimates. */
    private double difference(StateEstimator toldOfAge, StateEstimator delayed, long ageNanos) {
        toldOfAge.reset(new State());
        delayed.reset(new State());
        double worst = 0;
        for (int i = 0; i < 400; i++) {
            double position = 1e-3 * StrictMath.sin(0.01 * i);
            double angle1 = 5e-3 * StrictMath.sin(0.013 * i);
            double angle2 = -4e-3 * StrictMath.sin(0.011 * i);
            long sampled = 1_000_000_000L + i * PERIOD_NANOS;
            aged.setPositions(sampled, position, angle1, angle2);
            aged.setAge(ageNanos);
            fresh.setPositions(sampled, position, angle1, angle2);
            toldOfAge.update(aged, one);
            delayed.update(fresh, other);
            worst = StrictMath.max(worst, StrictMath.abs(one.position() - other.position()));
            worst = StrictMath.max(worst, StrictMath.abs(one.angle1() - other.angle1()));
            worst = StrictMath.max(worst, StrictMath.abs(one.angle2() - other.angle2()));
            worst = StrictMath.max(worst, StrictMath.abs(one.velocity() - other.velocity()));
            worst = StrictMath.max(worst, StrictMath.abs(one.rate1() - other.rate1()));
            worst = StrictMath.max(worst, StrictMath.abs(one.rate2() - other.rate2()));
            double force = 10 * random.nextDouble() - 5;
            toldOfAge.commanded(force);
            delayed.commanded(force);
        }
        return worst;
    }

    @ParameterizedTest
    @CsvSource({
        "kalman,0,360",
        "kalman,1e-3,360",
        "kalman,1e-3,1000",
        "kalman,1e-3,2700",
        "extended-kalman,0,360",
        "extended-kalman,1e-3,1500"
    })
    void an_age_is_predicted_over_like_a_delay(String kind, double delay, long ageMicros) {
        double whole = delay + ageMicros * 1e-6;
        assertThat(difference(
                        Estimators.reference(kind, PERIOD, 2e-3, delay),
                        Estimators.reference(kind, PERIOD, 2e-3, whole),
                        ageMicros * 1000))
                .isLessThan(1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kalman", "extended-kalman"})
    void one_that_is_not_told_of_the_age_is_wrong(String kind) {
        assertThat(difference(
                        Estimators.reference(kind, PERIOD, 2e-3, 1e-3),
                        Estimators.reference(kind, PERIOD, 2e-3, 2e-3),
                        0))
                .isGreaterThan(1e-3);
    }

    @Test
    void a_sample_that_came_again_and_aged_meanwhile_does_not_move_the_instant_of_the_command() {
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, 2e-3, 1e-3);
        kalman.reset(new State());
        aged.setPositions(0, 0, 0.01, 0);
        aged.setAge(360_000);
        kalman.update(aged, one);
        kalman.commanded(0);
        double before = one.angle1();
        aged.setAge(360_000 + PERIOD_NANOS);
        kalman.update(aged, one);
        StateEstimator seen = Estimators.reference("kalman", PERIOD, 2e-3, 1e-3);
        seen.reset(new State());
        aged.setAge(360_000);
        seen.update(aged, other);
        assertThat(other.angle1()).isEqualTo(before);
        // One more period of falling, from the same sample.
        assertThat(one.angle1()).isCloseTo(before, within(1e-3)).isGreaterThan(before);
    }
}
