package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.readiness.TestGates.BINDING;
import static plumb.readiness.TestGates.VALIDITY;
import static plumb.readiness.TestGates.critical;
import static plumb.readiness.TestGates.gate;
import static plumb.readiness.TestGates.other;
import static plumb.readiness.TestGates.unmeasured;
import static plumb.readiness.TestGates.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;
import plumb.selftest.SelfTestMode;

class VerdictTest {
    private static final Waiver WAIVER = new Waiver("host", "anna", "shared machine");

    @Test
    void isReadyWhenAllPassed() {
        Verdict verdict = verdict(List.of(), critical("bounds", 10, 100), other("host", 4, 100));
        assertThat(verdict.ready()).isTrue();
        assertThat(verdict.score()).isEqualTo(100);
        assertThat(verdict.level()).isEqualTo(Level.READY);
        assertThat(verdict.blocking()).isEmpty();
    }

    @Test
    void isNotReadyWhenACriticalGateWasNotMeasured() {
        Verdict verdict = verdict(List.of(), unmeasured("bounds", 1, true), other("host", 99, 100));
        assertThat(verdict.ready()).isFalse();
        assertThat(verdict.blocking()).extracting(result -> result.gate().id()).containsExactly("bounds");
    }

    @Test
    void waiverAllowsTheRunAndChangesNeitherScoreNorLevel() {
        GateResult[] results = {critical("bounds", 1, 100), other("host", 1, 0)};
        assertThat(verdict(List.of(), results).ready()).isFalse();

        Verdict waived = verdict(List.of(WAIVER), results);
        assertThat(waived.ready()).isTrue();
        assertThat(waived.score()).isEqualTo(50);
        assertThat(waived.level()).isEqualTo(Level.NOT_READY);
        assertThat(waived.waivers()).containsExactly(WAIVER);
    }

    @Test
    void waiverCoversOnlyItsOwnGate() {
        assertThat(verdict(List.of(WAIVER), critical("bounds", 1, 100), other("host", 1, 0), other("disk", 1, 0))
                        .ready())
                .isFalse();
    }

    @Test
    void waiverOfAPassedGateTakesNothingAway() {
        assertThat(verdict(List.of(WAIVER), other("host", 9, 100), other("disk", 1, 0))
                        .ready())
                .isTrue();
    }

    @Test
    void waivingEverythingLeavesNothingToBeReadyFor() {
        assertThat(verdict(List.of(WAIVER), other("host", 1, 0)).ready()).isFalse();
    }

    @Test
    void refusesToWaiveACriticalGate() {
        assertThatThrownBy(() -> verdict(
                        List.of(new Waiver("bounds", "anna", "in a hurry")),
                        critical("bounds", 1, 0),
                        other("host", 1, 100)))
                .hasMessage("waiver of gate bounds: it is critical; gates that may be waived: host");
    }

    @Test
    void refusesToWaiveAGateThatIsNotThere() {
        assertThatThrownBy(() -> verdict(List.of(new Waiver("moon", "anna", "full")), other("host", 1, 100)))
                .hasMessage("waiver of gate moon: there is no such gate; gates that may be waived: host");
    }

    @ParameterizedTest
    @CsvSource({"' ', because, nobody is named", "anna, ' ', no reason is given"})
    void refusesAWaiverWithoutNameOrReason(String grantedBy, String reason, String message) {
        assertThatThrownBy(() -> new Waiver("host", grantedBy, reason)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "xyz, 64, sim, s, configSha256",
        "64, ABCD, sim, s, buildSha256",
        "64, 64, ' ', s, no identity",
        "64, 64, sim, ' ', no identity",
    })
    void isBoundToWholeDigestsAndARigWithIdentity(
            String config, String build, String kind, String identity, String message) {
        assertThatThrownBy(() -> new Binding(digest(config), digest(build), kind, identity, false, "boot-1"))
                .hasMessageContaining(message);
    }

    private static String digest(String text) {
        return text.equals("64") ? "c".repeat(64) : text;
    }

    /** Every verdict differs from the first in one thing only. */
    static List<Verdict> changed() {
        GateResult bounds = critical("bounds", 10, 100);
        GateResult host = other("host", 4, 80);
        List<GateResult> results = List.of(bounds, host);
        Gate other = gate("host", 4, false);
        Gate twin = new Gate("host", "Host", Comparison.AT_LEAST, 100, "%", 4, false, "mend host");
        Gate remedied = new Gate("host", other.title(), Comparison.AT_LEAST, 100, "%", 4, false, "replace");
        Gate lower = new Gate("host", other.title(), Comparison.AT_LEAST, 90, "%", 4, false, other.remedy());
        Gate atMost = new Gate("host", other.title(), Comparison.AT_MOST, 100, "%", 4, false, other.remedy());
        Gate share = new Gate("host", other.title(), Comparison.AT_LEAST, 100, "share", 4, false, other.remedy());
        Measured eighty = new Measured(80, "%", "seen");
        return List.of(
                at(BINDING, results, List.of()),
                at(new Binding("c".repeat(64), "b".repeat(64), "sim", "sim-1", false, "boot-1"), results, List.of()),
                at(new Binding("a".repeat(64), "c".repeat(64), "sim", "sim-1", false, "boot-1"), results, List.of()),
                at(new Binding("a".repeat(64), "b".repeat(64), "pi", "sim-1", false, "boot-1"), results, List.of()),
                at(new Binding("a".repeat(64), "b".repeat(64), "sim", "sim-2", false, "boot-1"), results, List.of()),
                at(new Binding("a".repeat(64), "b".repeat(64), "sim", "sim-1", true, "boot-1"), results, List.of()),
                at(new Binding("a".repeat(64), "b".repeat(64), "sim", "sim-1", false, "boot-2"), results, List.of()),
                given(SelfTestMode.FULL, VALIDITY, 8, Instant.EPOCH),
                given(SelfTestMode.FULL, VALIDITY, 7, Instant.EPOCH.plusNanos(1)),
                given(SelfTestMode.QUICK, VALIDITY, 7, Instant.EPOCH),
                given(SelfTestMode.FULL, new Validity(Duration.ofSeconds(4), Duration.ofMinutes(15)), 7, Instant.EPOCH),
                given(SelfTestMode.FULL, new Validity(Duration.ofSeconds(3), Duration.ofMinutes(16)), 7, Instant.EPOCH),
                at(BINDING, List.of(host, bounds), List.of()),
                at(BINDING, List.of(bounds), List.of()),
                at(BINDING, List.of(bounds, other("host", 4, Math.nextUp(80.0))), List.of()),
                at(BINDING, List.of(bounds, other("host", 5, 80)), List.of()),
                at(BINDING, List.of(bounds, critical("host", 4, 80)), List.of()),
                at(BINDING, List.of(bounds, new GateResult(twin, eighty)), List.of()),
                at(BINDING, List.of(bounds, new GateResult(remedied, eighty)), List.of()),
                at(BINDING, List.of(bounds, new GateResult(lower, eighty)), List.of()),
                at(BINDING, List.of(bounds, new GateResult(atMost, eighty)), List.of()),
                at(BINDING, List.of(bounds, new GateResult(share, new Measured(80, "share", "seen"))), List.of()),
                at(BINDING, List.of(bounds, new GateResult(other, new Measured(80, "%", "heard"))), List.of()),
                at(BINDING, List.of(bounds, new GateResult(other, new NotMeasured("blind"))), List.of()),
                at(BINDING, List.of(bounds, new GateResult(other, new NotMeasured("deaf"))), List.of()),
                at(BINDING, results, List.of(WAIVER)),
                at(BINDING, results, List.of(new Waiver("host", "berta", "shared machine"))),
                at(BINDING, results, List.of(new Waiver("host", "anna", "no time"))));
    }

    private static Verdict at(Binding binding, List<GateResult> results, List<Waiver> waivers) {
        return new Verdict(binding, SelfTestMode.FULL, VALIDITY, results, waivers, 7, Instant.EPOCH);
    }

    private static Verdict given(SelfTestMode mode, Validity validity, long nanos, Instant testedAt) {
        return new Verdict(
                BINDING,
                mode,
                validity,
                List.of(critical("bounds", 10, 100), other("host", 4, 80)),
                List.of(),
                nanos,
                testedAt);
    }

    @Test
    void everyChangeMakesAnotherVerdictId() {
        Set<String> ids = new HashSet<>();
        changed().forEach(verdict -> ids.add(verdict.verdictId()));
        assertThat(ids).hasSameSizeAs(changed());
    }

    @ParameterizedTest
    @MethodSource("changed")
    void theSameVerdictHasTheSameId(Verdict verdict) {
        Verdict again = new Verdict(
                verdict.binding(),
                verdict.mode(),
                verdict.validity(),
                verdict.results(),
                verdict.waivers(),
                verdict.testedAtNanos(),
                verdict.testedAt());
        assertThat(again.verdictId()).isEqualTo(verdict.verdictId()).matches("[0-9a-f]{64}");
        assertThat(again.shownId()).hasSize(16).isEqualTo(verdict.verdictId().substring(0, 16));
    }

    @Test
    void holdsForItsEvidenceAgeAndNotANanosecondLonger() {
        Verdict verdict = given(
                SelfTestMode.FULL, new Validity(Duration.ofSeconds(3), Duration.ofNanos(100)), 1_000, Instant.EPOCH);
        assertThat(verdict.expired(1_000)).isFalse();
        assertThat(verdict.expired(1_100)).isFalse();
        assertThat(verdict.expired(1_101)).isTrue();
    }
}
