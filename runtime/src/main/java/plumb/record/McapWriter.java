package plumb.record;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes an MCAP file with one channel of JSON messages: chunks with checksums, an index, statistics and a summary, so that
 * any MCAP tool opens, seeks and verifies it. Not compressed. One thread. Source: the MCAP format specification, version 0.
 */
final class McapWriter {
    private static final byte[] MAGIC = {(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'};
    private static final int CHUNK = 1 << 20;
    private static final int ENTRY = 2 * Long.BYTES;
    private static final int ID = 1;

    private static final int HEADER = 0x01;
    private static final int FOOTER = 0x02;
    private static final int SCHEMA = 0x03;
    private static final int CHANNEL = 0x04;
    private static final int MESSAGE = 0x05;
    private static final int CHUNK_RECORD = 0x06;
    private static final int MESSAGE_INDEX = 0x07;
    private static final int CHUNK_INDEX = 0x08;
    private static final int STATISTICS = 0x0b;
    private static final int METADATA = 0x0c;
    private static final int METADATA_INDEX = 0x0d;
    private static final int SUMMARY_OFFSET = 0x0e;
    private static final int DATA_END = 0x0f;

    private final OutputStream out;
    private final CRC32 summaryCrc = new CRC32();
    private long position;
    private boolean summary;

    private byte[] schema = {};
    private byte[] channel = {};
    private McapRecord chunk = new McapRecord();
    private McapRecord index = new McapRecord();
    private long chunkFirst;
    private long chunkLast;
    private long messages;
    private long first;
    private long last;
    private final List<byte[]> chunkIndexes = new ArrayList<>();
    private final List<byte[]> metadataIndexes = new ArrayList<>();

    McapWriter(OutputStream out, String library) throws IOException {
        this.out = out;
        put(MAGIC);
        record(HEADER, new McapRecord().string("").string(library));
    }

    /** Texts by name. */
    void metadata(String name, Map<String, String> values) throws IOException {
        long start = position;
        record(METADATA, new McapRecord().string(name).map(values));
        metadataIndexes.add(
                new McapRecord().u64(start).u64(position - start).string(name).toBytes());
    }

    /** The one channel; before the first message. */
    void channel(String schemaName, String jsonSchema, String topic) {
        McapRecord text = new McapRecord();
        schema = text.u16(ID)
                .string(schemaName)
                .string("jsonschema")
                .string(jsonSchema)
                .toBytes();
        channel = new McapRecord()
                .u16(ID)
                .u16(ID)
                .string(topic)
                .string("json")
                .map(Map.of())
                .toBytes();
        begin();
    }

    private void begin() {
        chunk = new McapRecord();
        index = new McapRecord();
        // Each chunk can be read by itself.
        chunk.u8(SCHEMA).u64(schema.length).raw(schema);
        chunk.u8(CHANNEL).u64(channel.length).raw(channel);
    }

    /** One message; times, ns since 1970, may not fall. */
    void message(int sequence, long timeNanos, byte[] json) throws IOException {
        if (index.length() == 0) {
            chunkFirst = timeNanos;
        }
        if (messages == 0) {
            first = timeNanos;
        }
        index.u64(timeNanos).u64(chunk.length());
        chunk.u8(MESSAGE).u64(Short.BYTES + Integer.BYTES + ENTRY + json.length);
        chunk.u16(ID).u32(sequence).u64(timeNanos).u64(timeNanos).raw(json);
        chunkLast = timeNanos;
        last = timeNanos;
        messages++;
        if (chunk.length() >= CHUNK) {
            endChunk();
            begin();
        }
    }

    private void endChunk() throws IOException {
        byte[] records = chunk.toBytes();
        long start = position;
        record(
                CHUNK_RECORD,
                new McapRecord()
                        .u64(chunkFirst)
                        .u64(chunkLast)
                        .u64(records.length)
                        .u32(crc(records))
                        .string("")
                        .u64(records.length)
                        .raw(records));
        long indexAt = position;
        record(MESSAGE_INDEX, new McapRecord().u16(ID).u32(index.length()).raw(index.toBytes()));
        chunkIndexes.add(new McapRecord()
                .u64(chunkFirst)
                .u64(chunkLast)
                .u64(start)
                .u64(indexAt - start)
                .u32(Short.BYTES + Long.BYTES)
                .u16(ID)
                .u64(indexAt)
                .u64(position - indexAt)
                .string("")
                .u64(records.length)
                .u64(records.length)
                .toBytes());
    }

    /** Ends the file; it is complete then. */
    void finish() throws IOException {
        if (index.length() > 0) {
            endChunk();
        }
        record(DATA_END, new McapRecord().u32(0));
        long summaryStart = position;
        summary = true;
        McapRecord offsets = new McapRecord();
        group(offsets, SCHEMA, List.of(schema));
        group(offsets, CHANNEL, List.of(channel));
        group(offsets, STATISTICS, List.of(statistics()));
        group(offsets, CHUNK_INDEX, chunkIndexes);
        group(offsets, METADATA_INDEX, metadataIndexes);
        long offsetsStart = position;
        put(offsets.toBytes());
        byte[] footer = new McapRecord()
                .u8(FOOTER)
                .u64(2 * Long.BYTES + Integer.BYTES)
                .u64(summaryStart)
                .u64(offsetsStart)
                .toBytes();
        put(footer);
        summary = false;
        put(new McapRecord().u32(summaryCrc.getValue()).toBytes());
        put(MAGIC);
        out.flush();
    }

    private byte[] statistics() {
        return new McapRecord()
                .u64(messages)
                .u16(1)
                .u32(1)
                .u32(0)
                .u32(metadataIndexes.size())
                .u32(chunkIndexes.size())
                .u64(first)
                .u64(last)
                .u32(Short.BYTES + Long.BYTES)
                .u16(ID)
                .u64(messages)
                .toBytes();
    }

    private void group(McapRecord offsets, int opcode, List<byte[]> records) throws IOException {
        if (records.isEmpty()) {
            return;
        }
        long start = position;
        for (byte[] content : records) {
            record(opcode, new McapRecord().raw(content));
        }
        offsets.u8(SUMMARY_OFFSET).u64(1 + ENTRY).u8(opcode).u64(start).u64(position - start);
    }

    private void record(int opcode, McapRecord content) throws IOException {
        put(new McapRecord().u8(opcode).u64(content.length()).toBytes());
        put(content.toBytes());
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
        if (summary) {
            summaryCrc.update(bytes);
        }
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
