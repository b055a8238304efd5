package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTrackerTest {
    private final PositionTracker tracker = new PositionTracker(0, 1);

    @Test
    void correctsByTheGainsOfATriplePole() {
        tracker.start(1, 2);
        double innovation = tracker.innovation(2.5, 0.5);
        assertThat(innovation).isEqualTo(0.5);
        tracker.advance(2.5, innovation, 0.5, 0.5);
        assertThat(tracker.position()).isCloseTo(2 + 0.875 * 0.5, within(1e-15));
        assertThat(tracker.rate()).isCloseTo(2 + 1.5 * 0.25 * 1.5 * 0.5 / 0.5, within(1e-15));
        assertThat(tracker.acceleration()).isCloseTo(0.125 * 0.5 / 0.25, within(1e-15));
        // 2.4375 + 0.5 * (2.5625 + 0.25 * 0.25) is the next prediction
        assertThat(tracker.innovation(0, 0.5)).isCloseTo(-3.75, within(1e-15));
        tracker.advance(0, -1, 1, 0.5);
        assertThat(tracker.position()).isCloseTo(3.75, within(1e-15));
        assertThat(tracker.rate()).isCloseTo(2.6875, within(1e-15));
        assertThat(tracker.acceleration()).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void aPoleAtZeroIsDeadBeat() {
        for (int i = 0; i < 4; i++) {
            double t = 0.1 * i;
            double parabola = 1 - 2 * t + 3 * t * t;
            if (i == 0) {
                tracker.start(parabola, 7);
            } else {
                tracker.advance(parabola, tracker.innovation(parabola, 0.1), 0, 0.1);
            }
        }
        assertThat(tracker.position()).isCloseTo(1 - 0.6 + 0.27, within(1e-12));
        assertThat(tracker.rate()).isCloseTo(-2 + 6 * 0.3, within(1e-12));
        assertThat(tracker.acceleration()).isCloseTo(6, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.9})
    void theErrorDiesWithItsTriplePole(double theta) {
        tracker.start(1, -3);
        double[] errors = new double[60];
        for (int k = 0; k < errors.length; k++) {
            tracker.advance(0, tracker.innovation(0, 0.01), theta, 0.01);
            errors[k] = tracker.position();
        }
        // (q - theta)^3 e = 0
        for (int k = 3; k < errors.length; k++) {
            double next = 3 * theta * errors[k - 1]
                    - 3 * theta * theta * errors[k - 2]
                    + theta * theta * theta * errors[k - 3];
            assertThat(errors[k]).isCloseTo(next, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.1", "-0.5,-0.1", "1,0.2", "-1,-0.2", "1.5,0.7", "-1.5,-0.7", "0,0"})
    void whatRoundingExplainsCountsLess(double difference, double innovation) {
        PositionTracker rounded = new PositionTracker(2, 0.2);
        rounded.start(10, 0);
        assertThat(rounded.innovation(10 + difference, 0.1)).isCloseTo(innovation, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e308, -1e308, Double.MAX_VALUE})
    void beginsAnewWhereTheNumbersEnd(double sample) {
        tracker.start(0, 0);
        tracker.advance(sample, tracker.innovation(sample, 1e-3), 0.5, 1e-3);
        assertThat(tracker.position()).isEqualTo(sample);
        assertThat(tracker.rate()).isZero();
        assertThat(tracker.acceleration()).isZero();
    }

    @Test
    void aStartForgetsTheAcceleration() {
        tracker.advance(1, 1, 0, 0.1);
        assertThat(tracker.acceleration()).isCloseTo(100, within(1e-9));
        tracker.start(3, 4);
        assertThat(tracker.position()).isEqualTo(3);
        assertThat(tracker.rate()).isEqualTo(4);
        assertThat(tracker.acceleration()).isZero();
    }
}
