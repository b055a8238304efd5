package plumb.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.readiness.Binding;
import plumb.readiness.Comparison;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.GateStatus;
import plumb.readiness.Level;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.readiness.Waiver;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;
import plumb.selftest.SelfTestMode;

/** What was stored is what is read: everything, in order, and nothing else. */
class ReadinessHistoryTest {
    private static final int KEEP = 1000;

    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("below").resolve("history.sqlite");
    }

    private List<StoredVerdict> stored(String rig) throws IOException {
        List<StoredVerdict> read = new ArrayList<>();
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.read(rig, read::add);
        }
        return read;
    }

    private void store(StoredVerdict... verdicts) throws IOException {
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            for (StoredVerdict verdict : verdicts) {
                history.store(verdict, KEEP);
            }
        }
    }

    @Test
    void readsEverythingOfAVerdictAsItWasGiven() throws IOException {
        Gate gate = new Gate("timing", "Timing", Comparison.AT_LEAST, 100, "%", 10, true, "mend it");
        Gate other = new Gate("host", "Host", Comparison.AT_MOST, 0, "B", 4, false, "mend it");
        Verdict verdict = new Verdict(
                new Binding("a".repeat(64), "b".repeat(64), "sim", "lab", false, "boot-1"),
                SelfTestMode.FULL,
                new Validity(Duration.ofSeconds(3), Duration.ofMinutes(15)),
                List.of(
                        new GateResult(gate, new Measured(66.6, "%", "seen")),
                        new GateResult(other, new NotMeasured("no such file"))),
                List.of(new Waiver("host", "anna", "shared machine")),
                7,
                Instant.parse("2026-03-04T05:06:07Z"));
        StoredVerdict kept = StoredVerdict.of(verdict, "0.1.0", "abc", TestMode.FULL);
        store(kept);

        assertThat(stored("lab")).containsExactly(kept);
        assertThat(kept.id()).isEqualTo(verdict.verdictId());
        assertThat(kept.score()).isEqualTo(verdict.score());
        assertThat(kept.level()).isEqualTo(Level.BLOCKED);
        assertThat(kept.ready()).isFalse();
        assertThat(kept.waivers()).isEqualTo(verdict.waivers());
        assertThat(kept.gates())
                .containsExactly(
                        new StoredGate(
                                "timing",
                                GateStatus.FAIL,
                                true,
                                10,
                                Comparison.AT_LEAST,
                                100,
                                "%",
                                OptionalDouble.of(66.6),
                                "measured 66.6 %, must be at least 100.0 %"),
                        new StoredGate(
                                "host",
                                GateStatus.NOT_EVALUATED,
                                false,
                                4,
                                Comparison.AT_MOST,
                                0,
                                "B",
                                OptionalDouble.empty(),
                                "no such file"));
        assertThat(kept.notPassed()).hasSize(2);
    }

    @Test
    void keepsTheOrderInWhichVerdictsWereStoredWhateverTheWallClockSays() throws IOException {
        StoredVerdict later = StoredVerdicts.full("lab", 9);
        StoredVerdict earlier = StoredVerdicts.full("lab", 3);
        store(later, earlier);
        assertThat(stored("lab")).containsExactly(later, earlier);
    }

    @ParameterizedTest
    @EnumSource
    void canStoreEveryLevel(Level level) throws IOException {
        StoredVerdict v = StoredVerdicts.full("lab", 1);
        StoredVerdict verdict = new StoredVerdict(
                v.id(),
                v.testedAt(),
                v.binding(),
                v.buildVersion(),
                v.buildCommit(),
                v.mode(),
                v.score(),
                level,
                level.allowsRun(),
                v.waivers(),
                v.gates());
        store(verdict);
        assertThat(stored("lab")).containsExactly(verdict);
    }

    @ParameterizedTest
    @EnumSource
    void canStoreEveryMode(TestMode mode) throws IOException {
        StoredVerdict verdict =
                StoredVerdicts.verdict("lab", 1, 50, mode, List.of(StoredVerdicts.unmeasured("timing")));
        store(verdict);
        assertThat(stored("lab")).containsExactly(verdict);
    }

    static Stream<StoredGate> gates() {
        return Arrays.stream(GateStatus.values())
                .flatMap(status -> Arrays.stream(Comparison.values())
                        .flatMap(comparison -> Stream.of(
                                        0.0, 1e-308, 1.0 / 3, Double.MIN_VALUE, -Double.MAX_VALUE, 9.0e15)
                                .map(number -> new StoredGate(
                                        "gate",
                                        status,
                                        true,
                                        Math.nextUp(1.0),
                                        comparison,
                                        number,
                                        "%",
                                        status == GateStatus.NOT_EVALUATED
                                                ? OptionalDouble.empty()
                                                : OptionalDouble.of(number),
                                        "why"))));
    }

    @ParameterizedTest
    @MethodSource("gates")
    void canStoreEveryStatusComparisonAndNumber(StoredGate gate) throws IOException {
        StoredVerdict verdict = StoredVerdicts.of("lab", 1, gate);
        store(verdict);
        assertThat(stored("lab")).containsExactly(verdict);
    }

    @Test
    void aNegativeZeroIsZero() throws IOException {
        store(StoredVerdicts.of("lab", 1, StoredVerdicts.failed("gate", -0.0)));
        assertThat(stored("lab").getFirst().gates().getFirst().value()).hasValue(0.0);
    }

    @Test
    void refusesWhatCannotHaveBeenMeasured() {
        StoredGate gate = StoredVerdicts.passed("gate");
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> gate(GateStatus.PASS, OptionalDouble.of(number), 1, 1))
                    .hasMessageContaining("gate timing");
            assertThatThrownBy(() -> gate(GateStatus.PASS, gate.value(), number, 1))
                    .hasMessageContaining("weight " + number);
            assertThatThrownBy(() -> gate(GateStatus.PASS, gate.value(), 1, number))
                    .hasMessageContaining("threshold " + number);
            assertThatThrownBy(() -> StoredVerdicts.verdict("lab", 1, number, TestMode.FULL, List.of(gate)))
                    .hasMessageContaining("score is " + number);
        }
        assertThatThrownBy(() -> gate(GateStatus.NOT_EVALUATED, gate.value(), 1, 1))
                .hasMessageContaining("not-evaluated");
        assertThatThrownBy(() -> gate(GateStatus.PASS, OptionalDouble.empty(), 1, 1))
                .hasMessageContaining("pass");
    }

    private static StoredGate gate(GateStatus status, OptionalDouble value, double weight, double threshold) {
        return new StoredGate("timing", status, true, weight, Comparison.AT_LEAST, threshold, "%", value, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'); DROP TABLE verdict; --", "\" OR 1=1", "lab%", "\u0000\n\uD83D\uDE80", "?1", "none"})
    void aHostileNameOfARigIsANameOfARig(String rig) throws IOException {
        StoredVerdict hostile = StoredVerdicts.full(rig, 1);
        StoredVerdict lab = StoredVerdicts.full("lab", 1);
        store(hostile, lab);
        assertThat(stored(rig)).containsExactly(hostile);
        assertThat(stored("lab")).containsExactly(lab);
    }

    @Test
    void listsTheRigTestedLastFirst() throws IOException {
        store(StoredVerdicts.full("a", 1), StoredVerdicts.full("b", 1), StoredVerdicts.full("a", 2));
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            assertThat(history.rigs()).containsExactly(java.util.Map.entry("a", 2), java.util.Map.entry("b", 1));
        }
    }

    @Test
    void refusesTheSameVerdictTwiceAndKeepsWhatWasThere() throws IOException {
        StoredVerdict verdict = StoredVerdicts.full("lab", 1);
        store(verdict);
        assertThatThrownBy(() -> store(verdict))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("cannot be read or written")
                .hasMessageContaining("UNIQUE");
        assertThat(stored("lab")).containsExactly(verdict);
    }

    @Test
    void aBatchIsStoredWholeOrNotAtAll() throws IOException {
        StoredVerdict verdict = StoredVerdicts.full("lab", 1);
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            assertThatThrownBy(() -> history.storeAll(List.of(verdict, StoredVerdicts.full("lab", 2), verdict)))
                    .isInstanceOf(HistoryException.class);
            assertThat(history.rigs()).isEmpty();
            history.storeAll(List.of(verdict, StoredVerdicts.full("lab", 2)));
        }
        assertThat(stored("lab")).hasSize(2);
    }

    @Test
    void aVisitorThatFailsEndsTheReadingAndTheHistoryGoesOn() throws IOException {
        StoredVerdict verdict = StoredVerdicts.full("lab", 1);
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.store(verdict, KEEP);
            assertThatThrownBy(() -> history.read("lab", _ -> {
                        throw new IOException("the export cannot be written");
                    }))
                    .hasMessage("the export cannot be written");
            history.store(StoredVerdicts.full("lab", 2), KEEP);
        }
        assertThat(stored("lab")).hasSize(2);
    }

    @Test
    void opensOnlyWhatExistsWhereItMayNotCreate() throws IOException {
        assertThat(ReadinessHistory.openExisting(file())).isEmpty();
        assertThat(file().getParent()).doesNotExist();
        store(StoredVerdicts.full("lab", 1));
        try (ReadinessHistory history = ReadinessHistory.openExisting(file()).orElseThrow()) {
            assertThat(history.rigs()).containsKey("lab");
        }
    }

    @Test
    void leavesNothingBesideTheFileWhenClosed() throws IOException {
        store(StoredVerdicts.full("lab", 1));
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }
}
