package plumb.readiness;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import plumb.model.SafetyCritical;
import plumb.selftest.SelfTestMode;

/**
 * Whether the rig may move, and everything that was judged on the way. Score, level, permission and id follow from what was
 * measured and cannot be set. Immutable; any thread.
 *
 * @param binding configuration, build and rig that the verdict is about
 * @param mode how thoroughly it was tested
 * @param validity how long it holds
 * @param results every gate with its measurement, in the order they were judged
 * @param waivers what was waived, by whom and why
 * @param testedAtNanos when the self-test ended, ns of {@code CLOCK_MONOTONIC}: ages the evidence
 * @param testedAt the same instant in wall time, for reports only
 */
@SafetyCritical
public record Verdict(
        Binding binding,
        SelfTestMode mode,
        Validity validity,
        List<GateResult> results,
        List<Waiver> waivers,
        long testedAtNanos,
        Instant testedAt) {
    private static final int SHOWN_DIGITS = 16;

    /** Copies the lists; throws {@link IllegalArgumentException} where a waiver is not allowed or no gate was judged. */
    public Verdict {
        results = List.copyOf(results);
        waivers = List.copyOf(waivers);
        Readiness.of(results);
        List<Gate> gates = results.stream().map(GateResult::gate).toList();
        waivers.forEach(waiver -> waiver.checkAgainst(gates));
    }

    /** Out of 100, over all gates, waived or not. */
    public double score() {
        return Readiness.of(results).score();
    }

    /**
     * Over all gates, waived or not; {@link Level#SIMULATION_ONLY} where nothing but the evidence of the build blocks and the
     * rig cannot move.
     */
    public Level level() {
        Level level = Readiness.of(results).level();
        return level == Level.BLOCKED && !binding.physical() && allowsRun(measuredHere())
                ? Level.SIMULATION_ONLY
                : level;
    }

    /** Whether a run is allowed on any rig: by the level, or by what it would be without the gates that are waived. */
    public boolean ready() {
        return allowsRun(results);
    }

    /** Whether a run is allowed on the rig that was tested: where {@link #ready}, or simulated at {@code simulation-only}. */
    public boolean permitsRun() {
        return ready() || level() == Level.SIMULATION_ONLY;
    }

    /** Whether what was measured is older than it may be at this instant of {@code CLOCK_MONOTONIC}, ns. */
    public boolean expired(long nowNanos) {
        return nowNanos - testedAtNanos > validity.evidenceAge().toNanos();
    }

    private List<GateResult> measuredHere() {
        return results.stream()
                .filter(result -> !BuildEvidenceGates.include(result.gate()))
                .toList();
    }

    private boolean allowsRun(List<GateResult> judged) {
        Set<String> waived = waivers.stream().map(Waiver::gate).collect(Collectors.toSet());
        List<GateResult> standing = judged.stream()
                .filter(result ->
                        result.passed() || !waived.contains(result.gate().id()))
                .toList();
        return !standing.isEmpty() && Readiness.of(standing).level().allowsRun();
    }

    /** Critical gates that were not passed, in order. */
    public List<GateResult> blocking() {
        return results.stream()
                .filter(result -> result.gate().critical() && !result.passed())
                .toList();
    }

    /**
     * SHA-256 of the {@linkplain VerdictReport report} in canonical form, 64 hexadecimal digits: any change makes it another
     * verdict.
     */
    public String verdictId() {
        return VerdictReport.idOf(this);
    }

    /** The first digits of {@link #verdictId()}, for people. */
    public String shownId() {
        return verdictId().substring(0, SHOWN_DIGITS);
    }
}
