package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.model.State;

class EstimatorTest {
    private static final double PERIOD = 1e-3;
    private static final long PERIOD_NANOS = 1_000_000;

    private final SensorReading reading = new SensorReading();
    private final State estimate = new State();

    @Test
    void directSensingPassesTheReadingOn() {
        StateEstimator direct = Estimators.reference("direct", PERIOD, 0, 0);
        direct.reset(new State(9, 9, 9, 9, 9, 9));
        reading.setPositions(1, 0.1, 0.2, 0.3);
        reading.setRates(0.4, 0.5, 0.6);
        direct.update(reading, estimate);
        direct.commanded(3);
        assertThat(estimate).hasToString(new State(0.1, 0.2, 0.3, 0.4, 0.5, 0.6).toString());
    }

    @Test
    void filteredDifferenceFindsTheSlopeWhateverTheSampling() {
        StateEstimator difference = Estimators.reference("filtered-difference", PERIOD, 0, 0);
        difference.reset(new State());
        long time = 5_000_000_000L;
        for (int i = 0; i < 200; i++) {
            time += i % 3 == 0 ? 3 * PERIOD_NANOS : PERIOD_NANOS;
            double t = time * 1e-9;
            reading.setPositions(time, 0.5 * t, -2 * t, 3 * t);
            difference.update(reading, estimate);
        }
        assertThat(estimate.velocity()).isCloseTo(0.5, within(1e-6));
        assertThat(estimate.rate1()).isCloseTo(-2, within(1e-6));
        assertThat(estimate.rate2()).isCloseTo(3, within(1e-6));
        assertThat(estimate.angle2()).isEqualTo(reading.angle2());
    }

    @Test
    void filteredDifferenceIsAFirstOrderLowPass() {
        StateEstimator difference = Estimators.reference("filtered-difference", PERIOD, 0, 0);
        difference.reset(new State());
        reading.setPositions(0, 0, 0, 0);
        difference.update(reading, estimate);
        reading.setPositions(PERIOD_NANOS, 0.001, 0, 0);
        difference.update(reading, estimate);
        double timeConstant = 1 / (2 * Math.PI * 60);
        assertThat(estimate.velocity()).isCloseTo(1 * PERIOD / (PERIOD + timeConstant), within(1e-12));
    }

    @Test
    void filteredDifferenceKeepsItsRatesWhenTimeStandsStill() {
        StateEstimator difference = Estimators.reference("filtered-difference", PERIOD, 0, 0);
        difference.reset(new State(0, 0, 0, 0.7, 0.8, 0.9));
        for (double position : new double[] {0, 5, -5}) {
            reading.setPositions(77, position, position, position);
            difference.update(reading, estimate);
            assertThat(estimate.velocity()).isEqualTo(0.7);
        }
    }
}
