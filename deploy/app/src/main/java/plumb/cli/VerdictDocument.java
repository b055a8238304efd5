package plumb.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.Verdict;
import plumb.selftest.SelfTestMode;

/** A verdict as JSON keys. */
final class VerdictDocument {
    private VerdictDocument() {}

    /**
     * The keys.
     *
     * @param verdict what was found
     * @param mode how thoroughly
     */
    static Map<String, @Nullable Object> of(Verdict verdict, SelfTestMode mode) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("mode", mode.id());
        keys.put("ready", verdict.ready());
        keys.put("score", verdict.score());
        keys.put("level", verdict.level().id());
        keys.put("verdictId", verdict.verdictId());
        keys.put("testedAt", verdict.testedAt().toString());
        keys.put("rig", verdict.binding().rigIdentity());
        keys.put("gates", gates(verdict));
        keys.put("waived", waived(verdict));
        return keys;
    }

    /** Every gate, in the order they were judged. */
    static List<Map<String, @Nullable Object>> gates(Verdict verdict) {
        return verdict.results().stream().map(VerdictDocument::gate).toList();
    }

    /** What was waived, by whom and why. */
    static List<Map<String, String>> waived(Verdict verdict) {
        return verdict.waivers().stream()
                .map(waiver -> Map.of("id", waiver.gate(), "grantedBy", waiver.grantedBy(), "reason", waiver.reason()))
                .toList();
    }

    private static Map<String, @Nullable Object> gate(GateResult result) {
        Gate gate = result.gate();
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("id", gate.id());
        keys.put("title", gate.title());
        keys.put("status", result.status().id());
        keys.put("critical", gate.critical());
        keys.put("weight", gate.weight());
        keys.put("value", Documents.figure(result.value()));
        keys.put("unit", gate.unit());
        keys.put("comparison", gate.comparison().symbol());
        keys.put("threshold", gate.threshold());
        keys.put("reason", result.reason().isEmpty() ? null : result.reason());
        keys.put("remedy", result.passed() ? null : gate.remedy());
        keys.put("evidence", result.evidence().isEmpty() ? null : result.evidence());
        return keys;
    }
}
