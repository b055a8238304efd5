package plumb.hal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.estimate.SensorReading;

/** Counts to SI units and back. */
final class CalibrationTest {
    private static final Calibration CROOKED = new Calibration(-0.001, 0.002, -0.003, 0.5, -0.25, 0.125, -0.01, 0.02);

    private final RigFrame frame = new RigFrame();
    private final SensorReading reading = new SensorReading();

    @Test
    void carriesTheAgeOfASample() {
        RigFrame aged = new RigFrame();
        aged.setAge(360_000);
        SensorReading of = new SensorReading();
        new Calibration(1, 1, 1, 0, 0, 0, 0, 0).apply(aged, of);
        assertThat(of.ageNanos()).isEqualTo(360_000);
    }

    @Test
    void scalesEachChannelAndSubtractsItsZero() {
        frame.setHeader(3, 77, 0);
        frame.setPositionCounts(100, 200, 300);
        frame.setRateCounts(10, 20, 30);
        CROOKED.apply(frame, reading);

        assertThat(reading.timeNanos()).isEqualTo(77);
        assertThat(reading.position()).isEqualTo(-0.1 - 0.5);
        assertThat(reading.angle1()).isEqualTo(0.4 + 0.25);
        assertThat(reading.angle2()).isEqualTo(300 * -0.003 - 0.125);
        assertThat(reading.velocity()).isEqualTo(-0.1);
        assertThat(reading.rate1()).isEqualTo(0.4);
        assertThat(reading.rate2()).isEqualTo(0.6);
    }

    @Test
    void givesNoRatesWhereNoneAreSensed() {
        Calibration positionsOnly = new Calibration(1, 1, 1, 0, 0, 0, 0, 0);
        assertThat(positionsOnly.sensesRates()).isFalse();
        frame.setRateCounts(10, 20, 30);
        positionsOnly.apply(frame, reading);
        assertThat(reading.velocity()).isNaN();
        assertThat(reading.rate1()).isNaN();
        assertThat(reading.rate2()).isNaN();
    }

    @Test
    void everyCountComesBackAsItself() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 10_000; i++) {
            long count = random.nextLong(-1_000_000, 1_000_001);
            frame.setPositionCounts(count, count, count);
            frame.setRateCounts(count, count, count);
            CROOKED.apply(frame, reading);
            assertThat(CROOKED.positionCount(reading.position())).isEqualTo(count);
            assertThat(CROOKED.angle1Count(reading.angle1())).isEqualTo(count);
            assertThat(CROOKED.angle2Count(reading.angle2())).isEqualTo(count);
            assertThat(CROOKED.velocityCount(reading.velocity())).isEqualTo(count);
            assertThat(CROOKED.rateCount(reading.rate1())).isEqualTo(count);
        }
    }

    @Test
    void everyValueComesBackWithinHalfACount() {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 10_000; i++) {
            double value = random.nextDouble(-3, 3);
            frame.setPositionCounts(
                    CROOKED.positionCount(value), CROOKED.angle1Count(value), CROOKED.angle2Count(value));
            CROOKED.apply(frame, reading);
            assertThat(reading.position()).isCloseTo(value, within(0.5001 * 0.001));
            assertThat(reading.angle1()).isCloseTo(value, within(0.5001 * 0.002));
            assertThat(reading.angle2()).isCloseTo(value, within(0.5001 * 0.003));
        }
    }

    /** Truncation would make the count of zero twice as wide as the others. */
    @ParameterizedTest
    @CsvSource({"-1.51,-2", "-1.5,-1", "-1.49,-1", "-0.51,-1", "-0.5,0", "-0.49,0", "0.49,0", "0.5,1", "1.49,1", "1.5,2"
    })
    void allCountsAreEquallyWide(double value, long count) {
        assertThat(new Calibration(1, 1, 1, 0, 0, 0, 0, 0).positionCount(value)).isEqualTo(count);
    }

    @Test
    void refusesScalesThatCannotBeInverted() {
        assertThatThrownBy(() -> new Calibration(0, 1, 1, 0, 0, 0, 0, 0))
                .hasMessage("positionQuantum is 0.0, must be finite and not 0");
        assertThatThrownBy(() -> new Calibration(1, Double.NaN, 1, 0, 0, 0, 0, 0))
                .hasMessage("angle1Quantum is NaN, must be finite and not 0");
        assertThatThrownBy(() -> new Calibration(1, 1, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0))
                .hasMessage("angle2Quantum is Infinity, must be finite and not 0");
        assertThatThrownBy(() -> new Calibration(1, 1, 1, Double.NaN, 0, 0, 0, 0))
                .hasMessage("positionZero is NaN, must be finite");
        assertThatThrownBy(() -> new Calibration(1, 1, 1, 0, 0, 0, 0, 2))
                .hasMessage("velocityQuantum is 0.0 and rateQuantum is 2.0, must both be 0 (no rates) or both not");
    }
}
