package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import plumb.readiness.Comparison;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.GateStatus;
import plumb.readiness.Verdict;

/** What tests ask of a verdict on something that is broken. */
final class Judged {
    private static boolean rehearsed;

    private Judged() {}

    /** Compiled code first: the compiler's own first touch of a class allocates on the thread that runs it. Once. */
    static synchronized void rehearse(Path folder) {
        if (!rehearsed) {
            new TestBench(folder).set("selftest.timingWindow", "60s").verdict();
            rehearsed = true;
        }
    }

    /** The gate is not passed, and no other but those that may notice it too; a critical one allows no run. */
    static void exactly(String gate, Set<String> mayNoticeToo, Verdict verdict) {
        assertThat(verdict.results())
                .filteredOn(result -> !mayNoticeToo.contains(result.gate().id()))
                .allSatisfy(result -> assertThat(result.passed())
                        .as("%s: %s %s", result.gate().id(), result.reason(), result.evidence())
                        .isEqualTo(!result.gate().id().equals(gate)));
        GateResult caught = of(gate, verdict);
        assertThat(verdict.blocking().contains(caught)).isEqualTo(caught.gate().critical());
        if (caught.gate().critical()) {
            assertThat(verdict.ready()).isFalse();
        }
    }

    /** Its threshold alone makes it fail: at what was measured it passes. */
    static void failsByItsThreshold(String gate, Verdict verdict) {
        GateResult result = of(gate, verdict);
        assertThat(result.status()).as(result.reason()).isEqualTo(GateStatus.FAIL);
        double measured = result.value().orElseThrow();
        assertThat(result.reason()).contains("measured " + measured);
        if (result.gate().comparison() == Comparison.AT_MOST || measured > 0) {
            Gate reached = with(result.gate(), result.gate().comparison(), measured);
            assertThat(of(gate, by(reached, verdict)).status()).as(gate).isEqualTo(GateStatus.PASS);
        }
    }

    static GateResult of(String gate, Verdict verdict) {
        return verdict.results().stream()
                .filter(result -> result.gate().id().equals(gate))
                .findFirst()
                .orElseThrow();
    }

    /** The same measurements, where the gate of that id is another one. */
    static Verdict by(Gate other, Verdict verdict) {
        return new Verdict(
                verdict.binding(),
                verdict.mode(),
                verdict.validity(),
                verdict.results().stream()
                        .map(result -> new GateResult(
                                result.gate().id().equals(other.id()) ? other : result.gate(), result.measurement()))
                        .toList(),
                verdict.waivers(),
                verdict.testedAtNanos(),
                verdict.testedAt());
    }

    static Gate with(Gate gate, Comparison comparison, double threshold) {
        return new Gate(
                gate.id(),
                gate.title(),
                comparison,
                threshold,
                gate.unit(),
                gate.weight(),
                gate.critical(),
                gate.remedy());
    }
}
