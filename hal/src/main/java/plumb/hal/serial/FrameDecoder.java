package plumb.hal.serial;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Takes bytes and finds messages in them: the parser of the serial protocol. It checks form and checksum; what values mean is
 * for whoever reads them. One thread; {@link #accept} does not allocate. Only {@link #damaged} may be called by others.
 */
public final class FrameDecoder {
    private static final int LONGEST_BLOCK = 72;

    private final CRC32C crc = new CRC32C();
    private final byte[] block = new byte[LONGEST_BLOCK];
    private final byte[] message = new byte[LONGEST_BLOCK];
    private int blockLength;
    private volatile long damaged;

    /** A parser that has seen nothing: as if a zero byte had just come. */
    public FrameDecoder() {}

    /**
     * Takes the next byte.
     *
     * @return whether it ended a message that is whole; the accessors show it until the next call
     */
    public boolean accept(byte next) {
        if (next != 0) {
            if (blockLength < LONGEST_BLOCK) {
                block[blockLength] = next;
            }
            // One more than fits stands for all that is too long.
            blockLength = StrictMath.min(blockLength + 1, LONGEST_BLOCK + 1);
            return false;
        }
        int length = blockLength;
        blockLength = 0;
        if (length == 0) {
            return false;
        }
        boolean whole = length <= LONGEST_BLOCK && sound(decode(length));
        if (!whole) {
            countDamaged();
        }
        return whole;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void countDamaged() {
        damaged++;
    }

    /** Forgets a block that was begun: the other end of the line is another. */
    public void restart() {
        blockLength = 0;
    }

    /** Undoes COBS; the length of the message, or -1 when a code reaches beyond the end. */
    private int decode(int length) {
        int in = 0;
        int out = 0;
        while (in < length) {
            int code = block[in] & 0xff;
            if (in + code > length) {
                return -1;
            }
            for (int i = in + 1; i < in + code; i++) {
                message[out++] = block[i];
            }
            in += code;
            if (in < length) {
                message[out++] = 0;
            }
        }
        return out;
    }

    private boolean sound(int length) {
        if (length < MessageType.OVERHEAD
                || MessageType.payloadLength(message[0] & 0xff) + MessageType.OVERHEAD != length) {
            return false;
        }
        int summed = length - Integer.BYTES;
        crc.reset();
        crc.update(message, 0, summed);
        return i32At(summed) == (int) crc.getValue();
    }

    /** Blocks that were thrown away so far. Any thread. */
    public long damaged() {
        return damaged;
    }

    /** Type of the message. */
    public MessageType type() {
        return MessageType.of(message[0] & 0xff);
    }

    /** Its number, 0..65535. */
    public int sequence() {
        return u16At(1);
    }

    /** A field of the payload. */
    public int u8(int offset) {
        return message[MessageType.HEADER + offset] & 0xff;
    }

    /** A field of the payload. */
    public int u16(int offset) {
        return u16At(MessageType.HEADER + offset);
    }

    /** A field of the payload, signed. */
    public int i16(int offset) {
        return (short) u16(offset);
    }

    /** A field of the payload. */
    public int i32(int offset) {
        return i32At(MessageType.HEADER + offset);
    }

    /** A field of the payload without sign. */
    public long u32(int offset) {
        return i32(offset) & 0xffff_ffffL;
    }

    /** A text of the payload without its padding. Allocates. */
    public String text(int offset, int room) {
        int length = 0;
        while (length < room && u8(offset + length) != 0) {
            length++;
        }
        return new String(message, MessageType.HEADER + offset, length, StandardCharsets.ISO_8859_1);
    }

    private int u16At(int at) {
        return (message[at] & 0xff) | ((message[at + 1] & 0xff) << 8);
    }

    private int i32At(int at) {
        return u16At(at) | (u16At(at + 2) << 16);
    }
}
