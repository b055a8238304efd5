package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static plumb.readiness.TestGates.critical;
import static plumb.readiness.TestGates.other;
import static plumb.readiness.TestGates.unmeasured;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictReportTest {
    private static final Verdict VERDICT = TestGates.verdict(
            List.of(new Waiver("host", "anna", "shared machine")),
            critical("bounds", 10, 100),
            unmeasured("timing", 10, true),
            other("host", 4, 80.5));

    @Test
    void saysEverythingThatAVerdictRestsOn() {
        Map<String, @Nullable Object> report = VerdictReport.of(VERDICT);
        assertThat(report)
                .containsEntry("schema", "plumb/verdict/v1")
                .containsEntry("mode", "full")
                .containsEntry("ready", false)
                .containsEntry("level", "blocked")
                .containsEntry("score", VERDICT.score())
                .containsEntry("leaseMs", 3000.0)
                .containsEntry("maxAgeS", 900.0)
                .containsEntry("testedAtMonotonicNs", "5000000000")
                .containsEntry("testedAt", "1970-01-01T00:00:00Z")
                .containsEntry("verdictId", VERDICT.verdictId());
        assertThat(CanonicalJson.of(report.get("binding")))
                .isEqualTo("{\"boot\":\"boot-1\",\"buildSha256\":\"" + "b".repeat(64) + "\",\"configSha256\":\""
                        + "a".repeat(64) + "\",\"physical\":false,\"rigIdentity\":\"sim-1\",\"rigKind\":\"sim\"}");
        assertThat(CanonicalJson.of(report.get("waived")))
                .isEqualTo("[{\"grantedBy\":\"anna\",\"id\":\"host\",\"reason\":\"shared machine\"}]");
        assertThat(CanonicalJson.of(VerdictReport.gates(VERDICT).get(1)))
                .isEqualTo(
                        "{\"comparison\":\">=\",\"critical\":true,\"evidence\":null,\"id\":\"timing\","
                                + "\"reason\":\"no such thing here\",\"remedy\":\"mend timing\",\"status\":\"not-evaluated\","
                                + "\"threshold\":100,\"title\":\"title of timing\",\"unit\":\"%\",\"value\":null,\"weight\":10}");
    }

    @Test
    void theIdIsTheHashOfTheCanonicalFormWithoutIdAndSignature() {
        Map<String, @Nullable Object> report = VerdictReport.of(VERDICT);
        Map<String, @Nullable Object> signed = new LinkedHashMap<>(report);
        signed.put("signature", Map.of("algorithm", "Ed25519", "value", "AAAA"));
        assertThat(VerdictReport.idOf(signed)).isEqualTo(VERDICT.verdictId());
        assertThat(VerdictReport.canonical(signed))
                .startsWith("{\"binding\":{")
                .doesNotContain("verdictId", "signature");
        Map<String, @Nullable Object> bare = new LinkedHashMap<>(report);
        bare.remove("verdictId");
        assertThat(CanonicalJson.sha256(bare)).isEqualTo(VERDICT.verdictId());
    }

    @Test
    void anyValueThatIsChangedOrTakenAwayMakesAnotherId() {
        Map<String, @Nullable Object> report = VerdictReport.of(VERDICT);
        report.remove("verdictId");
        Set<String> ids = new HashSet<>(Set.of(VERDICT.verdictId()));
        List<Object> changed = changes(report);
        assertThat(changed).hasSizeGreaterThan(60);
        changed.forEach(document -> ids.add(CanonicalJson.sha256(document)));
        assertThat(ids).hasSize(changed.size() + 1);
    }

    /** The same value with one thing changed in it, for each thing in it. */
    private static List<Object> changes(@Nullable Object value) {
        List<Object> all = new ArrayList<>();
        switch (value) {
            case null -> all.add("");
            case Boolean flag -> all.add(!flag);
            case Double number -> all.add(Math.nextUp(number));
            case String text -> {
                all.add(text + " ");
                all.add((char) (text.charAt(0) + 1) + text.substring(1));
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    for (Object change : changes(list.get(i))) {
                        List<@Nullable Object> copy = new ArrayList<>(list);
                        copy.set(i, change);
                        all.add(copy);
                    }
                    List<@Nullable Object> shorter = new ArrayList<>(list);
                    shorter.remove(i);
                    all.add(shorter);
                }
            }
            case Map<?, ?> map ->
                map.forEach((key, inner) -> {
                    for (Object change : changes(inner)) {
                        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
                        copy.put(key, change);
                        all.add(copy);
                    }
                    Map<Object, @Nullable Object> smaller = new LinkedHashMap<>(map);
                    smaller.remove(key);
                    all.add(smaller);
                });
            default -> throw new AssertionError(value);
        }
        return all;
    }
}
