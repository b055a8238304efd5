package plumb.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The content of one record of an MCAP file, little-endian. One thread. */
final class McapRecord {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    McapRecord u8(int value) {
        bytes.write(value);
        return this;
    }

    McapRecord u16(int value) {
        return number(value, Short.BYTES);
    }

    McapRecord u32(long value) {
        return number(value, Integer.BYTES);
    }

    McapRecord u64(long value) {
        return number(value, Long.BYTES);
    }

    private McapRecord number(long value, int length) {
        for (int i = 0; i < length; i++) {
            bytes.write((int) (value >>> (Byte.SIZE * i)));
        }
        return this;
    }

    McapRecord string(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return u32(text.length).raw(text);
    }

    McapRecord map(Map<String, String> values) {
        McapRecord entries = new McapRecord();
        values.forEach((key, value) -> entries.string(key).string(value));
        return u32(entries.length()).raw(entries.toBytes());
    }

    McapRecord raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    int length() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
