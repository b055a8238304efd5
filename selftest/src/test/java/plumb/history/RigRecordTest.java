package plumb.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static plumb.history.StoredVerdicts.failed;
import static plumb.history.StoredVerdicts.passed;
import static plumb.history.StoredVerdicts.unmeasured;
import static plumb.history.StoredVerdicts.verdict;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.readiness.GateStatus;

/** Trend, confidence and failures of a rig. */
class RigRecordTest {
    private final RigRecord record = new RigRecord();

    @Test
    void knowsTheFirstAndTheLastFailureOfEachGateWithItsValue() {
        record.add(StoredVerdicts.of("lab", 0, passed("a"), passed("b")));
        record.add(StoredVerdicts.of("lab", 1, failed("a", 11), passed("b")));
        record.add(StoredVerdicts.of("lab", 2, failed("a", 22), passed("b")));
        record.add(StoredVerdicts.of("lab", 3, unmeasured("a"), passed("b")));
        record.add(StoredVerdicts.of("lab", 4, passed("a"), passed("b")));

        assertThat(record.gates()).extracting(GateRecord::id).containsExactly("a", "b");
        GateRecord a = record.gates().getFirst();
        assertThat(Arrays.stream(GateStatus.values()).map(a::count)).containsExactly(2, 2, 1);
        GateRecord.Failure first = a.first().orElseThrow();
        assertThat(first.gate().value()).hasValue(11);
        assertThat(first.verdictId()).isEqualTo(StoredVerdicts.id("lab", 1));
        assertThat(first.testedAt()).isEqualTo(StoredVerdicts.BEGAN.plusSeconds(60));
        assertThat(a.last().orElseThrow().gate().value()).isEmpty();
        assertThat(a.last().orElseThrow().verdictId()).isEqualTo(StoredVerdicts.id("lab", 3));
        GateRecord b = record.gates().getLast();
        assertThat(b.count(GateStatus.PASS)).isEqualTo(5);
        assertThat(b.first()).isEmpty();
        assertThat(b.last()).isEmpty();
    }

    @Test
    void aSelfTestThatWasStoppedSaysNothingOfTheRig() {
        for (int n = 0; n < 4; n++) {
            record.add(StoredVerdicts.of("lab", n, passed("a")));
        }
        record.add(verdict("lab", 4, 0, TestMode.INTERRUPTED, List.of(unmeasured("a"))));
        assertThat(record.verdicts()).isEqualTo(5);
        assertThat(record.confidence().measurements()).isEqualTo(4);
        assertThat(record.trend().orElseThrow().verdicts()).isEqualTo(4);
        assertThat(record.gates().getFirst().first()).isEmpty();
    }

    @Test
    void trendAndConfidenceBeginAnewWhenTheGatesChange() {
        for (int n = 0; n < 4; n++) {
            record.add(StoredVerdicts.of("lab", n, passed("a")));
        }
        assertThat(record.trend()).isPresent();
        record.add(StoredVerdicts.of("lab", 4, passed("a"), passed("b")));
        assertThat(record.trend()).isEmpty();
        assertThat(record.confidence().measurements()).isEqualTo(1);
        // The order of the same gates is no change.
        record.add(StoredVerdicts.of("lab", 5, passed("b"), passed("a")));
        assertThat(record.confidence().measurements()).isEqualTo(2);
    }

    @Test
    void withoutVerdictsThereIsNothing() {
        assertThat(record.verdicts()).isZero();
        assertThat(record.trend()).isEmpty();
        assertThat(record.gates()).isEmpty();
        assertThat(record.confidence().grade()).isEqualTo(Confidence.Grade.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, none, 1",
        "2, none, 0.7071",
        "3, low, 0.5774",
        "9, low, 0.3333",
        "10, medium, 0.3162",
        "29, medium, 0.1857",
        "30, high, 0.1826",
        "10000, high, 0.01"
    })
    void confidenceFollowsFromTheNumberOfMeasurementsAlone(int measurements, String grade, double margin) {
        Confidence confidence = new Confidence(measurements);
        assertThat(confidence.grade().word()).isEqualTo(grade);
        assertThat(confidence.margin()).isCloseTo(margin, within(1e-4));
    }
}
