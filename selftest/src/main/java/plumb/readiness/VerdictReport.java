package plumb.readiness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as a document: everything that was judged and on what terms. Its id is the SHA-256 of the document in
 * {@linkplain CanonicalJson canonical form} without the id and a signature, so whoever has the document can tell whether it
 * is still what was written. Pure functions; any thread.
 */
public final class VerdictReport {
    /** Key of the id in the document. */
    public static final String ID = "verdictId";

    /** Key of the signature in the document. */
    public static final String SIGNATURE = "signature";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private VerdictReport() {}

    /** The document, with its id, without signature, in the order in which people read it. */
    public static Map<String, @Nullable Object> of(Verdict verdict) {
        Map<String, @Nullable Object> keys = body(verdict);
        keys.put(ID, idOf(keys));
        return keys;
    }

    /** The id that a document must have, whether it has one and a signature or not. */
    public static String idOf(Map<String, ? extends @Nullable Object> document) {
        return CanonicalJson.sha256(without(document));
    }

    /** What is hashed and signed of a document. */
    public static String canonical(Map<String, ? extends @Nullable Object> document) {
        return CanonicalJson.of(without(document));
    }

    private static Map<String, @Nullable Object> without(Map<String, ? extends @Nullable Object> document) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(document);
        rest.remove(ID);
        rest.remove(SIGNATURE);
        return rest;
    }

    static String idOf(Verdict verdict) {
        return idOf(body(verdict));
    }

    private static Map<String, @Nullable Object> body(Verdict verdict) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("schema", "plumb/verdict/v1");
        keys.put("mode", verdict.mode().id());
        keys.put("ready", verdict.ready());
        keys.put("score", verdict.score());
        keys.put("level", verdict.level().id());
        keys.put("testedAt", verdict.testedAt().toString());
        // As text: a machine that has been up for 105 days counts more nanoseconds than a number of JSON can hold
        // exactly.
        keys.put("testedAtMonotonicNs", Long.toString(verdict.testedAtNanos()));
        keys.put("leaseMs", verdict.validity().lease().toNanos() / NANOS_PER_MILLI);
        keys.put("maxAgeS", verdict.validity().evidenceAge().toNanos() / NANOS_PER_SECOND);
        keys.put("rig", verdict.binding().rigIdentity());
        keys.put("binding", binding(verdict.binding()));
        keys.put("gates", gates(verdict));
        keys.put("waived", waived(verdict));
        return keys;
    }

    private static Map<String, @Nullable Object> binding(Binding binding) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("configSha256", binding.configSha256());
        keys.put("buildSha256", binding.buildSha256());
        keys.put("rigKind", binding.rigKind());
        keys.put("rigIdentity", binding.rigIdentity());
        keys.put("physical", binding.physical());
        keys.put("boot", binding.boot());
        return keys;
    }

    /** Every gate, in the order they were judged. */
    public static List<Map<String, @Nullable Object>> gates(Verdict verdict) {
        return verdict.results().stream().map(VerdictReport::gate).toList();
    }

    /** What was waived, by whom and why. */
    public static List<Map<String, @Nullable Object>> waived(Verdict verdict) {
        return verdict.waivers().stream().map(VerdictReport::waiver).toList();
    }

    private static Map<String, @Nullable Object> gate(GateResult result) {
        Gate gate = result.gate();
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("id", gate.id());
        keys.put("title", gate.title());
        keys.put("status", result.status().id());
        keys.put("critical", gate.critical());
        keys.put("weight", gate.weight());
        keys.put("value", result.value().isPresent() ? result.value().getAsDouble() : null);
        keys.put("unit", gate.unit());
        keys.put("comparison", gate.comparison().symbol());
        keys.put("threshold", gate.threshold());
        keys.put("reason", result.reason().isEmpty() ? null : result.reason());
        keys.put("remedy", result.passed() ? null : gate.remedy());
        keys.put("evidence", result.evidence().isEmpty() ? null : result.evidence());
        return keys;
    }

    private static Map<String, @Nullable Object> waiver(Waiver waiver) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("id", waiver.gate());
        keys.put("grantedBy", waiver.grantedBy());
        keys.put("reason", waiver.reason());
        return keys;
    }
}
