package plumb.record;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * How a file begins, little-endian: {@code "PLUMBREC"}, version, length and CRC-32C of the entries, CRC-32C of all before it;
 * then the entries, each a name and a text with their lengths. Any thread.
 */
final class HeaderFormat {
    /** Version of the format of header and blocks; what records hold is said by each header itself. */
    static final int VERSION = 1;

    /** Bytes before the entries. */
    static final int PREAMBLE = 24;

    /** More entries than this are none of ours. */
    static final int LARGEST = 16 << 20;

    private static final byte[] MAGIC = "PLUMBREC".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKED = PREAMBLE - Integer.BYTES;

    private HeaderFormat() {}

    static ByteBuffer write(Map<String, String> entries) {
        ByteBuffer body = ByteBuffer.allocate(length(entries)).order(ByteOrder.LITTLE_ENDIAN);
        entries.forEach((name, value) -> {
            put(body, name);
            put(body, value);
        });
        ByteBuffer file = ByteBuffer.allocate(PREAMBLE + body.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(MAGIC).putInt(VERSION).putInt(body.capacity()).putInt(crc(body.array(), 0, body.capacity()));
        file.putInt(crc(file.array(), 0, CHECKED)).put(body.flip());
        return file.flip();
    }

    private static int length(Map<String, String> entries) {
        return entries.entrySet().stream()
                .mapToInt(entry -> 2 * Integer.BYTES
                        + entry.getKey().getBytes(StandardCharsets.UTF_8).length
                        + entry.getValue().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static void put(ByteBuffer body, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body.putInt(bytes.length).put(bytes);
    }

    /**
     * Length of the entries that follow a preamble.
     *
     * @param label begins messages: a file name
     * @param preamble whole
     */
    static int entriesLength(String label, byte[] preamble) throws RecordingException {
        ByteBuffer buffer = ByteBuffer.wrap(preamble).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        buffer.get(magic);
        int wrong = 0;
        for (int i = 0; i < MAGIC.length; i++) {
            wrong += magic[i] == MAGIC[i] ? 0 : 1;
        }
        if (wrong > 0) {
            // One byte off is a damaged recording, more is another kind of file.
            throw new RecordingException(
                    label + (wrong == 1 ? ": the header is damaged: its first bytes" : ": not a recording of plumb"));
        }
        int version = buffer.getInt();
        int length = buffer.getInt();
        buffer.getInt();
        if (buffer.getInt() != crc(preamble, 0, CHECKED)) {
            throw new RecordingException(
                    label + ": the header is damaged: checksum of its first " + CHECKED + " bytes");
        }
        if (version != VERSION) {
            throw new RecordingException(label + ": format version " + version + "; allowed: " + VERSION
                    + " (another version of plumb made it)");
        }
        if (length < 0 || length > LARGEST) {
            throw new RecordingException(label + ": the header is damaged: its length is " + length);
        }
        return length;
    }

    /** The entries behind a preamble that {@link #entriesLength} has accepted. */
    static Map<String, String> entries(String label, byte[] preamble, byte[] body) throws RecordingException {
        int expected = ByteBuffer.wrap(preamble).order(ByteOrder.LITTLE_ENDIAN).getInt(CHECKED - Integer.BYTES);
        if (crc(body, 0, body.length) != expected) {
            throw new RecordingException(label + ": the header is damaged: checksum of its entries");
        }
        Map<String, String> entries = new LinkedHashMap<>();
        ByteBuffer buffer = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (buffer.hasRemaining()) {
                entries.put(text(buffer), text(buffer));
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new RecordingException(label + ": the header makes no sense after entry " + entries.size());
        }
        return entries;
    }

    private static String text(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("length " + length);
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
