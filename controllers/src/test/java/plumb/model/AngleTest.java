package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AngleTest {
    @ParameterizedTest
    @CsvSource({"0,0", "0.1,0.1", "-3,-3", "6.283185307179586,0", "-6.2,0.083185307179586", "100,-0.530964914873"})
    void wrapsToTheNearestTurn(double angle, double wrapped) {
        assertThat(Angle.wrapped(angle)).isCloseTo(wrapped, within(1e-9));
    }

    @Test
    void hangingIsPlusPiFromBothSides() {
        assertThat(Angle.wrapped(Math.PI)).isEqualTo(Math.PI);
        assertThat(Angle.wrapped(-Math.PI)).isEqualTo(Math.PI);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteStaysNotFinite(double angle) {
        assertThat(Angle.wrapped(angle)).isNaN();
    }
}
