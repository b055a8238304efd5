package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys of a lab in PEM files, as {@code openssl genpkey -algorithm ed25519} makes them. Any thread. */
final class LabKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final int MOST_BYTES = 100_000;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);

    private LabKeys() {}

    /** The key that signs: PKCS #8, not encrypted. */
    static PrivateKey signing(String option, Path file) throws UsageException {
        byte[] content =
                block(option, file, "PRIVATE KEY", "openssl genpkey -algorithm ed25519 -out " + file + " makes one");
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(content));
        } catch (InvalidKeySpecException _) {
            throw other(option, file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The key that tells who signed: SubjectPublicKeyInfo. */
    static PublicKey verifying(String option, Path file) throws UsageException {
        byte[] content = block(
                option, file, "PUBLIC KEY", "openssl pkey -in KEY -pubout -out " + file + " writes that of a key");
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(content));
        } catch (InvalidKeySpecException _) {
            throw other(option, file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static UsageException other(String option, Path file) {
        return new UsageException(option + " " + file + ": the key is not one of " + ALGORITHM);
    }

    private static byte[] block(String option, Path file, String wanted, String remedy) throws UsageException {
        Matcher pem = BLOCK.matcher(text(option, file));
        if (!pem.find()) {
            throw new UsageException(option + " " + file + ": not a PEM file; " + remedy);
        }
        if (!pem.group(1).equals(wanted)) {
            throw new UsageException(option + " " + file + ": found BEGIN " + pem.group(1) + ", must be BEGIN " + wanted
                    + "; " + remedy);
        }
        try {
            return Base64.getMimeDecoder().decode(pem.group(2));
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " " + file + ": damaged: " + e.getMessage());
        }
    }

    private static String text(String option, Path file) throws UsageException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UsageException(option + " " + file + ": not a PEM file of a key");
            }
            // Whatever bytes there are: what is no PEM is told as that.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw Plumb.unreadable(option, file, e);
        }
    }
}
