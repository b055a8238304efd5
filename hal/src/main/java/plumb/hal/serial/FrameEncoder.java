package plumb.hal.serial;

import java.util.zip.CRC32C;

/**
 * Puts messages into frames: checksum, COBS, zero byte. One thread at a time; does not allocate. The frame is in
 * {@link #frame} until the next {@link #begin}.
 *
 * <pre>
 * encoder.begin(MessageType.COMMAND, sequence).u8(flags).i32(milliNewtons);
 * int length = encoder.finish();
 * </pre>
 */
public final class FrameEncoder {
    /** Longest frame, its zero byte included. */
    public static final int LONGEST_FRAME = 73;

    private final CRC32C crc = new CRC32C();
    private final byte[] message = new byte[LONGEST_FRAME];
    private final byte[] frame = new byte[LONGEST_FRAME + 2];
    private int length;
    private int expected;

    /** An encoder that holds no frame yet. */
    public FrameEncoder() {}

    /** Begins a message; its payload follows field by field. */
    public FrameEncoder begin(MessageType type, int sequence) {
        length = 0;
        expected = MessageType.HEADER + type.payloadLength();
        return u8(type.code()).u16(sequence);
    }

    /** Adds the lowest 8 bits. */
    public FrameEncoder u8(int value) {
        message[length++] = (byte) value;
        return this;
    }

    /** Adds the lowest 16 bits. */
    public FrameEncoder u16(int value) {
        return u8(value).u8(value >> 8);
    }

    /** Adds 32 bits. */
    public FrameEncoder i32(int value) {
        return u16(value).u16(value >> 16);
    }

    /** Adds a text, padded with zero bytes. */
    public FrameEncoder text(String value, int room) {
        for (int i = 0; i < room; i++) {
            u8(i < value.length() ? value.charAt(i) : 0);
        }
        return this;
    }

    /** The checksum of the payload so far. */
    public int payloadDigest() {
        return checksum(MessageType.HEADER, length - MessageType.HEADER);
    }

    /**
     * Ends the message.
     *
     * @return length of the frame, zero byte included
     */
    public int finish() {
        if (length != expected) {
            throw new IllegalStateException("the message has " + length + " bytes, must have " + expected);
        }
        i32(checksum(0, length));
        int out = 1;
        int codeAt = 0;
        for (int i = 0; i < length; i++) {
            if (message[i] == 0) {
                frame[codeAt] = (byte) (out - codeAt);
                codeAt = out++;
            } else {
                frame[out++] = message[i];
            }
        }
        frame[codeAt] = (byte) (out - codeAt);
        frame[out++] = 0;
        return out;
    }

    /** The encoded frame; the first {@link #finish} bytes count. Not to be modified. */
    public byte[] frame() {
        return frame;
    }

    private int checksum(int from, int bytes) {
        crc.reset();
        crc.update(message, from, bytes);
        return (int) crc.getValue();
    }
}
