package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.readiness.TestGates.BINDING;
import static plumb.readiness.TestGates.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import plumb.selftest.Check;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;
import plumb.selftest.Observation;
import plumb.selftest.SelfTestMode;

class SelfTestTest {
    private static final Measured GOOD = new Measured(100, "%", "seen");

    private final List<String> told = new ArrayList<>();
    private final SelfTestListener listener = new SelfTestListener() {
        @Override
        public void started(Gate gate, Duration expected) {
            told.add(gate.id() + " takes " + expected.toSeconds() + " s");
        }

        @Override
        public void judged(GateResult result) {
            told.add(result.gate().id() + " " + result.status().id());
        }
    };

    private record Scripted(String id, List<Observation<?>> observations, Callable<Measurement> script)
            implements Check {
        @Override
        public String measures() {
            return "whatever the test says";
        }

        @Override
        public Duration expectedDuration() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Measurement measure() throws Exception {
            return script.call();
        }
    }

    private static Scripted check(String id, Callable<Measurement> script) {
        return new Scripted(id, List.of(), script);
    }

    private Verdict run(List<Gate> gates, List<Scripted> checks) {
        return new SelfTest(gates, checks)
                .run(BINDING, SelfTestMode.FULL, TestGates.VALIDITY, List.of(), () -> 7, () -> Instant.EPOCH, listener);
    }

    @Test
    void judgesInTheOrderOfTheGatesAndTellsAsItGoes() {
        Verdict verdict = run(
                List.of(gate("first", 1, true), gate("second", 1, true)),
                List.of(check("second", () -> new Measured(50, "%", "seen")), check("first", () -> GOOD)));
        assertThat(told).containsExactly("first takes 1 s", "first pass", "second takes 1 s", "second fail");
        assertThat(verdict.level()).isEqualTo(Level.BLOCKED);
        assertThat(verdict.testedAtNanos()).isEqualTo(7);
        assertThat(verdict.testedAt()).isEqualTo(Instant.EPOCH);
        assertThat(verdict.binding()).isEqualTo(BINDING);
    }

    @Test
    void announcesASharedObservationOnlyToTheFirstWhoNeedsIt() {
        Observation<Measurement> window = new Observation<>(Duration.ofSeconds(5), () -> GOOD);
        run(
                List.of(gate("timing", 1, true), gate("allocation", 1, true)),
                List.of(
                        new Scripted("timing", List.of(window), window::get),
                        new Scripted("allocation", List.of(window), window::get)));
        assertThat(told).containsExactly("timing takes 6 s", "timing pass", "allocation takes 1 s", "allocation pass");
    }

    @Test
    void aCheckThatBreaksHasMeasuredNothingAndBlocks() {
        Verdict verdict = run(List.of(gate("bounds", 1, true)), List.of(check("bounds", () -> {
            throw new IllegalStateException("the rig is gone");
        })));
        GateResult result = verdict.results().getFirst();
        assertThat(result.status()).isEqualTo(GateStatus.NOT_EVALUATED);
        assertThat(result.reason()).isEqualTo("the check broke: java.lang.IllegalStateException: the rig is gone");
        assertThat(verdict.level()).isEqualTo(Level.BLOCKED);
    }

    @Test
    void aSystemCallThatIsMissingMeasuresNothing() {
        Verdict verdict = run(List.of(gate("timing", 1, true)), List.of(check("timing", () -> {
            throw new UnsatisfiedLinkError("mlockall");
        })));
        assertThat(verdict.results().getFirst().reason()).contains("mlockall");
        assertThat(verdict.ready()).isFalse();
    }

    @Test
    void anInterruptLeavesTheRestUnmeasuredAndStaysVisible() {
        Verdict verdict = run(
                List.of(gate("timing", 1, true), gate("host", 1, false)),
                List.of(
                        check("timing", () -> {
                            throw new InterruptedException();
                        }),
                        check("host", () -> GOOD)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(verdict.results())
                .extracting(GateResult::measurement)
                .containsExactly(
                        new NotMeasured("the self-test was interrupted during this check"),
                        new NotMeasured("the self-test was interrupted before this check"));
    }

    @Test
    void refusesAForbiddenWaiverBeforeAnythingRuns() {
        SelfTest selfTest = new SelfTest(List.of(gate("bounds", 1, true)), List.of(check("bounds", () -> GOOD)));
        assertThatThrownBy(() -> selfTest.run(
                        BINDING,
                        SelfTestMode.FULL,
                        TestGates.VALIDITY,
                        List.of(new Waiver("bounds", "anna", "in a hurry")),
                        () -> 7,
                        () -> Instant.EPOCH,
                        listener))
                .hasMessageContaining("it is critical");
        assertThat(told).isEmpty();
    }

    @Test
    void refusesGatesAndChecksThatDoNotCorrespond() {
        Gate gate = gate("bounds", 1, true);
        Scripted check = check("bounds", () -> GOOD);
        assertThatThrownBy(() -> new SelfTest(List.of(gate), List.of())).hasMessageContaining("one to one");
        assertThatThrownBy(() -> new SelfTest(List.of(gate, gate), List.of(check, check)))
                .hasMessageContaining("one to one");
        assertThatThrownBy(() -> new SelfTest(List.of(gate), List.of(check("other", () -> GOOD))))
                .hasMessageContaining("one to one");
    }
}
