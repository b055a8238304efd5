package plumb.readiness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes that two equal things share and two different ones never do: named fields in a fixed order, each preceded by its
 * length so that no value can pass for a neighbour. Numbers by their bits. One thread.
 */
final class CanonicalForm {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    CanonicalForm field(String name, String value) {
        byte[] content = value.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes((name + ":" + content.length + ":").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        bytes.write('\n');
        return this;
    }

    CanonicalForm field(String name, double value) {
        return field(name, HexFormat.of().toHexDigits(Double.doubleToRawLongBits(value)));
    }

    CanonicalForm field(String name, long value) {
        return field(name, Long.toString(value));
    }

    CanonicalForm field(String name, boolean value) {
        return field(name, Boolean.toString(value));
    }

    /** SHA-256 of the fields so far, 64 hexadecimal digits. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
