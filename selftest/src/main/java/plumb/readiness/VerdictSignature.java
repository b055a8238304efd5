package plumb.readiness;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a lab under a verdict: Ed25519 over the UTF-8 bytes of {@link VerdictReport#canonical}, beside the id as
 * {@code "signature": {"algorithm": "Ed25519", "value": base64}}. Pure functions; any thread.
 */
public final class VerdictSignature {
    private static final String ALGORITHM = "Ed25519";

    private VerdictSignature() {}

    /** The same document with a signature; throws {@link IllegalArgumentException} where the key is not one of Ed25519. */
    public static Map<String, @Nullable Object> sign(Map<String, ? extends @Nullable Object> document, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes(document));
            Map<String, @Nullable Object> value = new LinkedHashMap<>();
            value.put("algorithm", ALGORITHM);
            value.put("value", Base64.getEncoder().encodeToString(signature.sign()));
            Map<String, @Nullable Object> signed = new LinkedHashMap<>(document);
            signed.put(VerdictReport.SIGNATURE, value);
            return signed;
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("not a key of " + ALGORITHM, e);
        } catch (NoSuchAlgorithmException | SignatureException e) {
            throw new IllegalStateException("every Java platform signs with " + ALGORITHM, e);
        }
    }

    /** Whether the document carries a signature of this key over what it says. */
    static boolean verifies(Map<String, ? extends @Nullable Object> document, PublicKey key) {
        if (!(document.get(VerdictReport.SIGNATURE) instanceof Map<?, ?> signature)
                || !ALGORITHM.equals(signature.get("algorithm"))
                || !(signature.get("value") instanceof String value)) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(bytes(document));
            return verifier.verify(Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException | SignatureException _) {
            // Not base64, or not of the form that a signature has: nobody's signature.
            return false;
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("not a key of " + ALGORITHM, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform verifies " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(Map<String, ? extends @Nullable Object> document) {
        return VerdictReport.canonical(document).getBytes(StandardCharsets.UTF_8);
    }
}
