package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.readiness.Binding;
import plumb.readiness.Comparison;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.readiness.VerdictReport;
import plumb.readiness.Waiver;
import plumb.selftest.Check;
import plumb.selftest.Measurement;
import plumb.selftest.Observation;
import plumb.selftest.SelfTestMode;
import tools.jackson.databind.JsonNode;

/** What a person reads of a self-test, and what a program reads of the same verdict. */
class ChecklistTest {
    private static final Gate CRITICAL =
            new Gate("timing", "Loop keeps its deadlines", Comparison.AT_LEAST, 100, "%", 10, true, "Close programs.");
    private static final Gate LESSER =
            new Gate("host", "Machine is set up", Comparison.AT_LEAST, 90, "%", 4, false, "Mend the items.");
    private static final GateResult PASSED =
            new GateResult(CRITICAL, new Measurement.Measured(100, "%", "all limits kept"));
    private static final GateResult FAILED =
            new GateResult(CRITICAL, new Measurement.Measured(66.67, "%", "wake-up p99 400 us"));
    private static final GateResult LESSER_FAILED =
            new GateResult(LESSER, new Measurement.Measured(50, "%", "governor is powersave"));
    private static final GateResult NONE = new GateResult(CRITICAL, new Measurement.NotMeasured("no clock"));

    @Test
    void aGateThatPassedIsOneLineWithItsFigure() {
        assertThat(judged(PASSED)).hasLineCount(1).contains("pass", "timing", "100 %  >= 100", "all limits kept");
    }

    @Test
    void aGateThatFailedShowsReasonAndRemedy() {
        assertThat(judged(FAILED))
                .hasLineCount(4)
                .contains("FAIL", "66.7 %  >= 100", "wake-up p99 400 us", "must be at least 100.0 %")
                .contains("-> Close programs.");
    }

    @Test
    void aLesserGateThatFailedDoesNotShout() {
        assertThat(judged(LESSER_FAILED))
                .contains("fail  host", "-> Mend the items.")
                .doesNotContain("FAIL");
    }

    @Test
    void aGateThatWasNotMeasuredShowsNoFigure() {
        assertThat(judged(NONE))
                .contains("NONE", "not measured", "no clock", "-> Close programs.")
                .doesNotContain("%");
    }

    /** Takes so long, of which {@code shared} is that of an observation. */
    private record Slow(String id, Duration expectedDuration, List<Observation<?>> observations) implements Check {
        @Override
        public String measures() {
            return "time";
        }

        @Override
        public Measurement measure() {
            throw new AssertionError("only announced");
        }
    }

    private static List<Check> slow() {
        Observation<String> window = new Observation<>(Duration.ofSeconds(5), () -> "seen");
        return List.of(
                new Slow("timing", Duration.ofSeconds(1), List.of(window)),
                new Slow("host", Duration.ofSeconds(3), List.of(window)));
    }

    @Test
    void saysWhatRunsNowAndHowLongItAllTakesWhereSomeoneWatches() {
        Screen screen = Screen.watched();
        try (Checklist checklist = new Checklist(screen.terminal(), Screen.options())) {
            checklist.begin(slow());
            checklist.started(CRITICAL, Duration.ofSeconds(6));
            assertThat(screen.err()).contains("[1/2] Loop keeps its deadlines", "6 s", "(all: 9 s left)");
            checklist.started(LESSER, Duration.ofSeconds(3));
            assertThat(screen.err()).contains("[2/2] Machine is set up", "3 s", "(all: 3 s left)");
        }
        assertThat(screen.err()).endsWith("\r\u001b[K");
    }

    @Test
    void timeLeftCountsDownAndASharedObservationOnce() {
        long[] now = {0};
        TimeLeft left = new TimeLeft(TimeLeft.of(slow()), () -> now[0]);
        assertThat(left.ofAll()).isEqualTo(9);
        left.next(Duration.ofSeconds(6));
        now[0] = 3_500_000_000L;
        assertThat(left.ofThisCheck()).isEqualTo(3);
        assertThat(left.ofAll()).isEqualTo(6);
        now[0] = 8_000_000_000L;
        assertThat(left.ofThisCheck()).as("overdue").isZero();
        assertThat(left.ofAll()).isEqualTo(3);
        left.next(Duration.ofSeconds(4));
        assertThat(left.number()).isEqualTo(2);
        assertThat(left.ofAll()).isEqualTo(4);
    }

    @Test
    void aGateThatFailedIsToldInLinesThatFit() {
        GateResult wordy = new GateResult(
                CRITICAL, new Measurement.Measured(50, "%", "late ".repeat(60).strip()));
        assertThat(judged(wordy).lines())
                .hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void isSilentWhereQuietIsWanted() {
        Screen screen = Screen.watched();
        Checklist checklist = new Checklist(screen.terminal(), Screen.options("--quiet"));
        checklist.started(CRITICAL, Duration.ofSeconds(5));
        checklist.judged(FAILED);
        checklist.verdict(verdict(List.of(), FAILED));
        assertThat(screen.out() + screen.err()).isEmpty();
    }

    @Test
    void makesWayForTheDocument() {
        Screen screen = Screen.unwatched();
        Checklist checklist = new Checklist(screen.terminal(), Screen.options("--json"));
        checklist.judged(PASSED);
        checklist.verdict(verdict(List.of(), PASSED));
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).contains("timing", "ready  score 100 of 100  1 of 1 gates passed  verdict ");
    }

    @Test
    void theVerdictSaysLevelAndScore() {
        Screen screen = Screen.unwatched();
        new Checklist(screen.terminal(), Screen.options()).verdict(verdict(List.of(), FAILED));
        assertThat(screen.out())
                .contains("blocked  score 66.7 of 100  0 of 1 gates passed", "not passed: timing (critical)");
    }

    @Test
    void theDocumentHasReasonAndRemedyOfWhatFailedAndNullForWhatWasNotMeasured() {
        JsonNode document = Typed.json(Documents.text(
                VerdictReport.of(verdict(List.of(new Waiver("host", "ada", "bench test")), NONE, LESSER_FAILED))));
        assertThat(document.get("ready").booleanValue()).isFalse();
        assertThat(document.get("level").stringValue()).isEqualTo("blocked");
        assertThat(document.get("mode").stringValue()).isEqualTo("quick");
        JsonNode none = document.get("gates").get(0);
        assertThat(none.propertyNames())
                .contains("id", "title", "status", "critical", "weight", "value", "unit", "threshold")
                .contains("reason", "remedy", "evidence");
        assertThat(none.get("status").stringValue()).isEqualTo("not-evaluated");
        assertThat(none.get("value").isNull()).isTrue();
        assertThat(none.get("evidence").isNull()).isTrue();
        assertThat(none.get("reason").stringValue()).isEqualTo("no clock");
        assertThat(none.get("remedy").stringValue()).isEqualTo("Close programs.");
        assertThat(document.get("waived").get(0).get("grantedBy").stringValue()).isEqualTo("ada");
    }

    @Test
    void theDocumentHasNeitherReasonNorRemedyOfWhatPassed() {
        JsonNode gate = Typed.json(Documents.text(VerdictReport.of(verdict(List.of(), PASSED))))
                .get("gates")
                .get(0);
        assertThat(gate.get("value").doubleValue()).isEqualTo(100);
        assertThat(gate.get("reason").isNull()).isTrue();
        assertThat(gate.get("remedy").isNull()).isTrue();
        assertThat(gate.get("evidence").stringValue()).isEqualTo("all limits kept");
    }

    private static String judged(GateResult result) {
        Screen screen = Screen.unwatched();
        new Checklist(screen.terminal(), Screen.options()).judged(result);
        return screen.out();
    }

    private static Verdict verdict(List<Waiver> waivers, GateResult... results) {
        Binding binding = new Binding("a".repeat(64), "b".repeat(64), "sim", "lab", false, "boot-1");
        return new Verdict(
                binding,
                SelfTestMode.QUICK,
                new Validity(Duration.ofSeconds(3), Duration.ofMinutes(15)),
                List.of(results),
                waivers,
                1,
                Instant.EPOCH);
    }
}
