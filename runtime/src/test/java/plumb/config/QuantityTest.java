package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "30s, TIME, 30",
        "500us, TIME, 0.0005",
        "60ns, TIME, 6e-8",
        "2min, TIME, 120",
        "1h, TIME, 3600",
        "1kHz, FREQUENCY, 1000",
        "-10N, FORCE, -10",
        "+10N, FORCE, 10",
        "6000N/s, FORCE_RATE, 6000",
        "15mm, LENGTH, 0.015",
        "3cm, LENGTH, 0.03",
        ".5m, LENGTH, 0.5",
        "90deg, ANGLE, 1.5707963267948966",
        "0.1rad, ANGLE, 0.1",
        "2mm/s, VELOCITY, 0.002",
        "180deg/s, ANGULAR_RATE, 3.141592653589793",
        "9.81m/s^2, ACCELERATION, 9.81",
        "200g, MASS, 0.2",
        "0.0081kg*m^2, INERTIA, 0.0081",
        "0.2N*s/m, DAMPING, 0.2",
        "5e-3N*m*s/rad, ANGULAR_DAMPING, 0.005",
        "10%, SHARE, 0.1",
        "200MB, STORAGE, 2e8",
        "3kB, STORAGE, 3000",
        "1.5GB, STORAGE, 1.5e9",
        "-2.5, NONE, -2.5",
        "30 s, TIME, 30",
    })
    void readsTheNearestDoubleInSiUnits(String text, Dimension dimension, double si) throws ConfigException {
        assertThat(Quantity.parse(text, dimension, "x").si().doubleValue()).isEqualTo(si);
    }

    @ParameterizedTest
    @CsvSource({
        "1kg, FREQUENCY, unit kg is not a frequency; allowed: these",
        "1khz, FREQUENCY, unknown unit khz; allowed: these",
        "1, FREQUENCY, unit missing; allowed: these",
        "0, TIME, unit missing (zero needs one too); allowed: these",
        "0s, NONE, unit s is not expected; allowed: these",
        "NaN, FORCE, not a finite number; allowed: these",
        "nanN, FORCE, not a number with a unit; allowed: these",
        "-Infinity, NONE, not a finite number; allowed: these",
        ".inf, NONE, not a finite number; allowed: these",
        "NaN N, FORCE, not a finite number; allowed: these",
        "ten, NONE, not a number; allowed: these",
        "'', NONE, not a number; allowed: these",
        "1.2.3s, TIME, unknown unit .3s; allowed: these",
        "0x10s, TIME, unknown unit x10s; allowed: these",
        "'1,5s', TIME, 'unknown unit ,5s; allowed: these'",
    })
    void saysWhatIsWrongAndWhatIsAllowed(String text, Dimension dimension, String message) {
        assertThat(Messages.of(() -> Quantity.parse(text, dimension, "these"))).isEqualTo(message);
    }

    @Test
    void refusesNumbersOfUnreasonableLengthWithoutReadingThem() {
        assertThat(Messages.of(() -> Quantity.parse("1".repeat(1_000_000), Dimension.NONE, "these")))
                .isEqualTo("not a number; allowed: these");
    }

    @ParameterizedTest
    @CsvSource({
        "60us, TIME",
        "1.5s, TIME",
        "0s, TIME",
        "50ms, TIME",
        "1kHz, FREQUENCY",
        "100Hz, FREQUENCY",
        "0.5m, LENGTH",
        "15mm, LENGTH",
        "0.1rad, ANGLE",
        "0.0001rad, ANGLE",
        "30N, FORCE",
        "10%, SHARE",
        "1GB, STORAGE",
        "1e-8, NONE",
    })
    void writesTheUnitPeopleUse(String text, Dimension dimension) throws ConfigException {
        assertThat(Quantity.format(Quantity.parse(text, dimension, "x").si(), dimension))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    void readsBackTheSameDoubleItWrote(Dimension dimension) throws ConfigException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = Quantity.format(BigDecimal.valueOf(value), dimension);
                assertThat(Quantity.parse(text, dimension, "x").si().doubleValue())
                        .as(text)
                        .isEqualTo(value);
            }
            double usual = (random.nextDouble() - 0.5) * StrictMath.pow(10, random.nextInt(-4, 5));
            String text = Quantity.format(BigDecimal.valueOf(usual), dimension);
            assertThat(Quantity.parse(text, dimension, "x").si().doubleValue())
                    .as(text)
                    .isEqualTo(usual);
        }
    }

    @Test
    void everyUnitHasASpellingOfItsOwn() {
        assertThat(Unit.values()).extracting(Unit::symbol).doesNotHaveDuplicates();
        assertThat(Unit.values())
                .allSatisfy(unit -> assertThat(Unit.of(unit.symbol())).contains(unit));
    }
}
