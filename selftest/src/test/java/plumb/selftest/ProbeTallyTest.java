package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

class ProbeTallyTest {
    @Test
    void nothingProbedIsNotMeasured() {
        assertThat(new ProbeTally().measurement("a law"))
                .isEqualTo(new NotMeasured("there was nothing to probe: a law"));
    }

    @Test
    void oneInAMillionIsNotAll() {
        ProbeTally tally = new ProbeTally();
        for (int i = 0; i < 1_000_000; i++) {
            int probe = i;
            tally.probe(i != 77, () -> "probe " + probe);
        }
        Measured measured = (Measured) tally.measurement("a law");
        assertThat(measured.value()).isLessThan(100);
        assertThat(measured.evidence()).isEqualTo("999999 of 1000000 probes held: a law; not held (first 1): probe 77");
    }

    @Test
    void keepsOnlyTheFirstFailures() {
        ProbeTally tally = new ProbeTally();
        for (int i = 0; i < 9; i++) {
            int probe = i;
            tally.probe(false, () -> "probe " + probe);
        }
        assertThat(((Measured) tally.measurement("a law")).evidence())
                .endsWith("not held (first 3): probe 0; probe 1; probe 2");
    }

    @Test
    void allHoldOnlyWhereThereWasSomethingToHold() {
        ProbeTally tally = new ProbeTally();
        assertThat(tally.allHeld()).isFalse();
        tally.probe(true, () -> "never asked");
        assertThat(tally.allHeld()).isTrue();
        assertThat(tally.summary()).isEqualTo("1 of 1 probes");
        assertThat(((Measured) tally.measurement("a law")).evidence()).isEqualTo("1 of 1 probes held: a law");
        tally.probe(false, () -> "broken");
        tally.probe(true, () -> "never asked");
        assertThat(tally.allHeld()).isFalse();
        assertThat(tally.summary()).isEqualTo("2 of 3 probes; broken");
    }
}
