package plumb.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests what is kept of a verdict: texts with their length, numbers by their value (a file knows no negative zero). One thread. */
final class KeptForm {
    private final MessageDigest digest = sha256Digest();
    private final ByteBuffer eight = ByteBuffer.allocate(Long.BYTES);

    KeptForm text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        word(bytes.length);
        digest.update(bytes);
        return this;
    }

    KeptForm number(double value) {
        word(Double.doubleToLongBits(value + 0.0));
        return this;
    }

    KeptForm flag(boolean value) {
        word(value ? 1 : 0);
        return this;
    }

    /** 64 hexadecimal digits. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void word(long value) {
        digest.update(eight.clear().putLong(value).flip());
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
