package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.readiness.TestGates.BINDING;
import static plumb.readiness.TestGates.critical;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signed verdict is believed, and what each thing that is wrong with it is called. */
class SignedVerdictTest {
    private static final PrivateKey KEY =
            privateKey("MC4CAQAwBQYDK2VwBCIEIDYY++5D2+9XhoIHYZzqH3zt9ZdVSnZptOyBDIObfA00");
    private static final PublicKey PUBLIC = publicKey("MCowBQYDK2VwAyEAMGM5lTwRASyWmtDZuHn830/RZPUOuLOg21I+DiZS1zU=");
    private static final PublicKey OTHER = publicKey("MCowBQYDK2VwAyEAXbS7XTB3lhb70zIsPLVYzo32VpJjC9UwbPaP9RsRd4U=");

    private static final long TESTED = 5_000_000_000L;
    private static final long AGE = Duration.ofMinutes(15).toNanos();
    private static final Verdict YES = TestGates.verdict(List.of(), critical("bounds", 10, 100));

    private static PrivateKey privateKey(String base64) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static PublicKey publicKey(String base64) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, @Nullable Object> signed(Verdict verdict) {
        return VerdictSignature.sign(VerdictReport.of(verdict), KEY);
    }

    /** The document with other values and everything else put right: id and signature. */
    private static Map<String, @Nullable Object> resigned(Map<String, @Nullable Object> changed) {
        changed.put("verdictId", VerdictReport.idOf(changed));
        return VerdictSignature.sign(changed, KEY);
    }

    private static Map<?, ?> map(Map<String, @Nullable Object> document, String key) {
        return (Map<?, ?>) Objects.requireNonNull(document.get(key));
    }

    private static void assertRefused(Map<String, ? extends @Nullable Object> document, String reason) {
        assertThatThrownBy(() -> SignedVerdict.read(document, PUBLIC))
                .isInstanceOf(RefusedVerdictException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void saysWhatTheVerdictSays() throws RefusedVerdictException {
        assertThat(SignedVerdict.read(signed(YES), PUBLIC))
                .isEqualTo(new SignedVerdict(YES.verdictId(), true, "ready", BINDING, TestGates.VALIDITY, TESTED));
    }

    @Test
    void theSignatureIsOneOfTheCanonicalForm() {
        Map<String, @Nullable Object> document = signed(YES);
        assertThat(document.get("signature"))
                .asString()
                .startsWith("{algorithm=Ed25519, value=")
                .hasSizeGreaterThan(100);
        Map<String, @Nullable Object> reordered = new LinkedHashMap<>();
        document.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> reordered.put(e.getKey(), e.getValue()));
        assertThat(VerdictSignature.verifies(reordered, PUBLIC)).isTrue();
        assertThat(VerdictSignature.sign(document, KEY)).isEqualTo(document);
    }

    @Test
    void refusesAnotherKey() {
        assertThatThrownBy(() -> SignedVerdict.read(signed(YES), OTHER))
                .isInstanceOf(RefusedVerdictException.class)
                .hasMessage("is signed with another key");
    }

    @Test
    void refusesWhatIsNotSigned() {
        assertRefused(VerdictReport.of(YES), "is not signed");
    }

    @Test
    void refusesEveryChangedValue() {
        for (String key : signed(YES).keySet()) {
            Map<String, @Nullable Object> changed = signed(YES);
            changed.put(key, key.equals("signature") ? Map.of("algorithm", "Ed25519", "value", "AAAA") : "x");
            assertRefused(
                    changed, key.equals("signature") ? "is signed with another key" : "was changed after it was made");
            Map<String, @Nullable Object> smaller = signed(YES);
            smaller.remove(key);
            assertThatThrownBy(() -> SignedVerdict.read(smaller, PUBLIC)).isInstanceOf(RefusedVerdictException.class);
        }
    }

    @Test
    void refusesEveryChangedValueAlsoWhereTheIdWasMadeToFit() {
        for (String key : VerdictReport.of(YES).keySet()) {
            Map<String, @Nullable Object> changed = signed(YES);
            changed.put(key, "x");
            if (!key.equals("verdictId")) {
                changed.put("verdictId", VerdictReport.idOf(changed));
                assertRefused(changed, "is signed with another key");
            }
        }
    }

    @Test
    void refusesEveryChangedByteOfTheSignature() {
        Map<String, @Nullable Object> document = signed(YES);
        byte[] good = Base64.getDecoder()
                .decode(String.valueOf(map(document, "signature").get("value")));
        List<byte[]> bad = new ArrayList<>();
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= 1;
            bad.add(changed);
        }
        bad.add(Arrays.copyOf(good, 63));
        bad.add(Arrays.copyOf(good, 65));
        bad.add(new byte[0]);
        for (byte[] value : bad) {
            document.put(
                    "signature",
                    Map.of("algorithm", "Ed25519", "value", Base64.getEncoder().encodeToString(value)));
            assertRefused(document, "is signed with another key");
        }
    }

    @Test
    void refusesASignatureThatIsNone() {
        for (Object none : List.of(
                "yes",
                Map.of(),
                Map.of("algorithm", "none"),
                Map.of("algorithm", "Ed25519"),
                Map.of("algorithm", "Ed25519", "value", 7),
                Map.of("algorithm", "Ed25519", "value", "!"))) {
            Map<String, @Nullable Object> document = signed(YES);
            document.put("signature", none);
            assertRefused(document, "is signed with another key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"binding", "level", "ready", "leaseMs", "maxAgeS", "testedAtMonotonicNs"})
    void refusesASignedDocumentThatIsNoVerdict(String key) {
        Map<String, @Nullable Object> missing = VerdictReport.of(YES);
        missing.remove(key);
        assertRefused(resigned(missing), "is no verdict: " + key + " is null");
        Map<String, @Nullable Object> other = VerdictReport.of(YES);
        other.put(key, List.of());
        assertRefused(resigned(other), "is no verdict: " + key + " is []");
    }

    @Test
    void refusesADocumentWithValuesThatNoVerdictHas() {
        Map<String, @Nullable Object> document = VerdictReport.of(YES);
        document.put(
                "binding",
                Map.of(
                        "configSha256",
                        "abc",
                        "buildSha256",
                        "b",
                        "rigKind",
                        "sim",
                        "rigIdentity",
                        "r",
                        "physical",
                        false,
                        "boot",
                        "b"));
        assertRefused(resigned(document), "is no verdict: configSha256 is \"abc\", must be");
        Map<String, @Nullable Object> time = VerdictReport.of(YES);
        time.put("testedAtMonotonicNs", "noon");
        assertRefused(resigned(time), "is no verdict: ");
        Map<String, @Nullable Object> infinite = VerdictReport.of(YES);
        infinite.put("score", Double.POSITIVE_INFINITY);
        assertRefused(infinite, "is no verdict: not a number of JSON");
        Map<String, @Nullable Object> anonymous = VerdictReport.of(YES);
        anonymous.put("verdictId", null);
        assertRefused(anonymous, "is no verdict: verdictId is null");
    }

    @ParameterizedTest
    @CsvSource({
        "true, ready, false, true",
        "true, ready, true, true",
        "false, simulation-only, false, true",
        "false, simulation-only, true, false",
        "false, blocked, false, false",
        "true, simulation-only, true, true",
    })
    void permitsWhatTheVerdictPermits(boolean ready, String level, boolean physical, boolean permits)
            throws RefusedVerdictException {
        Map<String, @Nullable Object> document = VerdictReport.of(YES);
        document.put("ready", ready);
        document.put("level", level);
        Map<String, @Nullable Object> binding = new LinkedHashMap<>();
        map(document, "binding").forEach((key, value) -> binding.put((String) key, value));
        binding.put("physical", physical);
        document.put("binding", binding);
        SignedVerdict verdict = SignedVerdict.read(resigned(document), PUBLIC);
        assertThat(verdict.permitsRun()).isEqualTo(permits);
        Binding same = new Binding("a".repeat(64), "b".repeat(64), "sim", "sim-1", physical, "boot-1");
        if (permits) {
            assertThat(verdict.refusal(same, TESTED)).isEmpty();
        } else {
            assertThat(verdict.refusal(same, TESTED)).contains("allows no run: it is " + level);
        }
    }

    @Test
    void holdsAsLongAsItsEvidence() throws RefusedVerdictException {
        SignedVerdict verdict = SignedVerdict.read(signed(YES), PUBLIC);
        assertThat(verdict.refusal(BINDING, TESTED)).isEmpty();
        assertThat(verdict.refusal(BINDING, TESTED + AGE)).isEmpty();
        String expired = "is expired: the self-test is more than 15 min ago";
        assertThat(verdict.refusal(BINDING, TESTED + AGE + 1)).contains(expired);
        assertThat(verdict.refusal(BINDING, TESTED - 1)).contains(expired);
    }

    @Test
    void isAboutOneConfigurationBuildRigAndStartOfTheMachine() throws RefusedVerdictException {
        SignedVerdict verdict = SignedVerdict.read(signed(YES), PUBLIC);
        Binding foreign = new Binding("a".repeat(64), "b".repeat(64), "sim", "sim-2", false, "boot-1");
        assertThat(verdict.refusal(foreign, TESTED))
                .contains("is about something else: the rig is sim/sim-2, tested was sim/sim-1");
        Binding configured = new Binding("c".repeat(64), "b".repeat(64), "sim", "sim-1", false, "boot-1");
        assertThat(verdict.refusal(configured, TESTED + AGE + 1))
                .contains("is about something else: the configuration is another than the one that was tested");
    }
}
