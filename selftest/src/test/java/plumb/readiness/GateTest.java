package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

class GateTest {
    @ParameterizedTest
    @CsvSource({
        "Bad Id, title, AT_LEAST, 100, %,   5, mend, id must be of",
        "id,     ' ',   AT_LEAST, 100, %,   5, mend, title is blank",
        "id,     title, AT_LEAST, 100, ' ', 5, mend, unit is blank",
        "id,     title, AT_LEAST, 100, %,   5, ' ',  remedy is blank",
        "id,     title, AT_LEAST, 100, %,   0, mend, weight is 0.0",
        "id,     title, AT_LEAST, 100, %, NaN, mend, weight is NaN",
        "id,     title, AT_LEAST,   0, %,   5, mend, 'threshold is 0.0 %, must be finite and above 0'",
        "id,     title, AT_MOST,   -1, B,   5, mend, 'threshold is -1.0 B, must be finite and at least 0'",
        "id,     title, AT_MOST,  NaN, B,   5, mend, 'threshold is NaN B, must be finite and at least 0'",
    })
    void refusesAGateThatCannotBeJudged(
            String id,
            String title,
            Comparison comparison,
            double threshold,
            String unit,
            double weight,
            String remedy,
            String message) {
        assertThatThrownBy(() -> new Gate(id, title, comparison, threshold, unit, weight, true, remedy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gate " + id)
                .hasMessageContaining(message);
    }

    @Test
    void passesWithAValueAndItsEvidence() {
        GateResult result = TestGates.critical("bounds", 10, 100);
        assertThat(result.status()).isEqualTo(GateStatus.PASS);
        assertThat(result.value()).hasValue(100);
        assertThat(result.reason()).isEmpty();
        assertThat(result.evidence()).isEqualTo("seen");
    }

    @Test
    void failsWithTheValueAndWhatItMustBe() {
        GateResult result = TestGates.critical("bounds", 10, 99.5);
        assertThat(result.status()).isEqualTo(GateStatus.FAIL);
        assertThat(result.value()).hasValue(99.5);
        assertThat(result.reason()).isEqualTo("measured 99.5 %, must be at least 100.0 %");
    }

    @Test
    void saysAtMostWhereLessIsBetter() {
        Gate gate = new Gate("allocation", "t", Comparison.AT_MOST, 0, "B/cycle", 5, true, "mend");
        assertThat(new GateResult(gate, new Measured(48, "B/cycle", "seen")).reason())
                .isEqualTo("measured 48.0 B/cycle, must be at most 0.0 B/cycle");
    }

    @Test
    void hasNoValueWhenNothingWasMeasured() {
        GateResult result = TestGates.unmeasured("bounds", 10, true);
        assertThat(result.status()).isEqualTo(GateStatus.NOT_EVALUATED);
        assertThat(result.value()).isEmpty();
        assertThat(result.attained()).isZero();
        assertThat(result.evidence()).isEmpty();
        assertThat(result.reason()).isEqualTo("no such thing here");
    }

    @Test
    void doesNotJudgeAValueInAnotherUnit() {
        GateResult result = new GateResult(TestGates.gate("bounds", 10, true), new Measured(100, "us", "seen"));
        assertThat(result.measurement()).isEqualTo(new NotMeasured("measured in us, the threshold is in %"));
        assertThat(result.passed()).isFalse();
    }
}
