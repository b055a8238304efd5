package plumb.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * How a block begins, little-endian: {@code "PLBK"}, kind, number in the recording, first cycle, records dropped so far,
 * number of records, bytes of payload, CRC-32C of the payload, CRC-32C of the header before it. Recorder or reading thread;
 * does not allocate.
 */
final class BlockFormat {
    /** Bytes of a block's header. */
    static final int HEADER = 48;

    /** No block is larger, header included. */
    static final int LARGEST = 4 << 20;

    /** The first bytes of every block. */
    static final int MAGIC = 0x4b424c50; // "PLBK" in little-endian

    /** A block of records. */
    static final int DATA = 1;

    /** The last block of a file: records in the whole recording so far, number of the file that goes on, or 0. */
    static final int END = 2;

    /** Payload of an {@link #END} block. */
    static final int END_PAYLOAD = 16;

    private static final int KIND_AT = 4;
    private static final int NUMBER_AT = 8;
    private static final int FIRST_CYCLE_AT = 16;
    private static final int DROPPED_AT = 24;
    private static final int RECORDS_AT = 32;
    private static final int PAYLOAD_AT = 36;
    private static final int PAYLOAD_CRC_AT = 40;
    private static final int HEADER_CRC_AT = 44;

    private final CRC32C crc = new CRC32C();

    /** Seals the block in {@code block} from 0 to its limit: writes the header before the payload that is there already. */
    void seal(ByteBuffer block, int kind, long number, long firstCycle, long dropped, int records) {
        int payload = block.limit() - HEADER;
        block.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, MAGIC)
                .putInt(KIND_AT, kind)
                .putLong(NUMBER_AT, number)
                .putLong(FIRST_CYCLE_AT, firstCycle)
                .putLong(DROPPED_AT, dropped)
                .putInt(RECORDS_AT, records)
                .putInt(PAYLOAD_AT, payload)
                .putInt(PAYLOAD_CRC_AT, crc(block, HEADER, block.limit()))
                .putInt(HEADER_CRC_AT, crc(block, 0, HEADER_CRC_AT));
    }

    /** Whether the first {@link #HEADER} bytes are an undamaged header. */
    boolean headerHolds(ByteBuffer block) {
        return block.getInt(0) == MAGIC
                && block.getInt(HEADER_CRC_AT) == crc(block, 0, HEADER_CRC_AT)
                && payload(block) >= 0
                && payload(block) <= LARGEST - HEADER;
    }

    /** Whether the payload behind an undamaged header is undamaged. */
    boolean payloadHolds(ByteBuffer block) {
        return block.getInt(PAYLOAD_CRC_AT) == crc(block, HEADER, HEADER + payload(block));
    }

    static int kind(ByteBuffer block) {
        return block.getInt(KIND_AT);
    }

    static long number(ByteBuffer block) {
        return block.getLong(NUMBER_AT);
    }

    static long firstCycle(ByteBuffer block) {
        return block.getLong(FIRST_CYCLE_AT);
    }

    static long dropped(ByteBuffer block) {
        return block.getLong(DROPPED_AT);
    }

    static int records(ByteBuffer block) {
        return block.getInt(RECORDS_AT);
    }

    static int payload(ByteBuffer block) {
        return block.getInt(PAYLOAD_AT);
    }

    /** Does not change position and limit. */
    private int crc(ByteBuffer block, int from, int to) {
        int position = block.position();
        int limit = block.limit();
        block.limit(to).position(from);
        crc.reset();
        crc.update(block);
        block.limit(limit).position(position);
        return (int) crc.getValue();
    }
}
