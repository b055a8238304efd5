package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

class MeasurementTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNotANumber(double value) {
        assertThatThrownBy(() -> new Measured(value, "%", "seen"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be finite");
    }

    @Test
    void refusesAValueWithoutUnit() {
        assertThatThrownBy(() -> new Measured(1, " ", "seen")).hasMessageContaining("has no unit");
    }

    @Test
    void refusesAValueWithoutEvidence() {
        assertThatThrownBy(() -> new Measured(1, "%", "")).hasMessageContaining("has no evidence");
    }

    @Test
    void refusesToBeNotMeasuredWithoutAReason() {
        assertThatThrownBy(() -> new NotMeasured(" ")).hasMessageContaining("needs a reason");
    }

    @Test
    void isEitherMeasuredOrNotAndNothingElse() {
        assertThat(Measurement.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(Measured.class, NotMeasured.class);
    }
}
