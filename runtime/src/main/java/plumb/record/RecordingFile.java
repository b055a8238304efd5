package plumb.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reads one file block by block. After a damaged block it goes on with the next one that is whole. Reading thread.
 */
final class RecordingFile implements AutoCloseable {
    /** What {@link #nextBlock} found. */
    enum Found {
        /** A block of records, in {@link #block}. */
        RECORDS,
        /** The closing block. */
        END,
        /** Nothing any more, although there was no closing block. */
        NOTHING
    }

    private static final int WINDOW = 64 << 10;

    private final Path path;
    private final FileChannel channel;
    private final RecordingHeader header;
    private final List<Damage> damages;
    private final BlockFormat format = new BlockFormat();
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    private ByteBuffer block = ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    private long position;
    private long expected = -1;

    private RecordingFile(Path path, FileChannel channel, List<Damage> damages) throws IOException {
        this.path = path;
        this.channel = channel;
        this.damages = damages;
        byte[] preamble = bytes(0, HeaderFormat.PREAMBLE);
        int length = HeaderFormat.entriesLength(path.toString(), preamble);
        this.header = header(preamble, bytes(HeaderFormat.PREAMBLE, length));
        this.position = HeaderFormat.PREAMBLE + (long) length;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param damages where damaged blocks will be noted
     * @throws RecordingException when it is no recording, or its header is damaged or cut off
     */
    static RecordingFile open(Path path, List<Damage> damages) throws IOException {
        if (Files.isDirectory(path)) {
            throw new RecordingException(path + ": a directory; allowed: a recording, as " + RecordingFiles.FIRST);
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new RecordingException(path + ": no such file");
        }
        try {
            return new RecordingFile(path, channel, damages);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private RecordingHeader header(byte[] preamble, byte[] body) throws RecordingException {
        try {
            return new RecordingHeader(HeaderFormat.entries(path.toString(), preamble, body));
        } catch (IllegalArgumentException e) {
            throw new RecordingException(path + ": the header makes no sense: " + e.getMessage());
        }
    }

    private byte[] bytes(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        if (read(bytes, from) < length) {
            throw new RecordingException(path + ": cut off within its header, after " + channel.size() + " bytes");
        }
        return bytes.array();
    }

    /** Reads as much as fits and there is; returns how much. */
    private int read(ByteBuffer into, long from) throws IOException {
        int total = 0;
        while (into.hasRemaining()) {
            int count = channel.read(into, from + total);
            if (count < 0) {
                break;
            }
            total += count;
        }
        return total;
    }

    RecordingHeader header() {
        return header;
    }

    /** The block that was found last: header, then payload. */
    ByteBuffer block() {
        return block;
    }

    long position() {
        return position;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Finds the next whole block and notes what is damaged on the way. */
    Found nextBlock() throws IOException {
        while (true) {
            long at = position;
            block.clear().limit(BlockFormat.HEADER);
            int got = read(block, at);
            if (got < BlockFormat.HEADER) {
                return Found.NOTHING;
            }
            if (!format.headerHolds(block)) {
                if (onlyZerosFrom(at)) {
                    return Found.NOTHING;
                }
                damages.add(new Damage(path, expected(), at, "checksum of its header"));
                expected = -1;
                position = nextHeader(at + 1);
                continue;
            }
            int length = BlockFormat.HEADER + BlockFormat.payload(block);
            grow(length);
            block.limit(length).position(BlockFormat.HEADER);
            if (read(block, at + BlockFormat.HEADER) < length - BlockFormat.HEADER) {
                return Found.NOTHING;
            }
            position = at + length;
            block.flip();
            if (accept(at)) {
                return BlockFormat.kind(block) == BlockFormat.END ? Found.END : Found.RECORDS;
            }
        }
    }

    /** Whether the block that has been read whole is one that can be used. */
    private boolean accept(long at) {
        long number = BlockFormat.number(block);
        if (!format.payloadHolds(block)) {
            damages.add(new Damage(path, number, at, "checksum of its records"));
        } else if (!makesSense()) {
            damages.add(new Damage(path, number, at, "its size is not that of its records"));
        } else {
            if (expected >= 0 && number != expected) {
                damages.add(new Damage(path, expected, at, "block " + number + " stands in its place"));
            }
            expected = number + 1;
            return true;
        }
        expected = number + 1;
        return false;
    }

    private boolean makesSense() {
        int payload = BlockFormat.payload(block);
        return switch (BlockFormat.kind(block)) {
            case BlockFormat.DATA ->
                payload == BlockFormat.records(block) * (long) header.layout().length() && payload > 0;
            case BlockFormat.END -> payload == BlockFormat.END_PAYLOAD;
            default -> false;
        };
    }

    /** Number of the block that must come next, where it is known. */
    void expect(long number) {
        expected = number;
    }

    long expected() {
        return expected;
    }

    private void grow(int length) {
        if (block.capacity() < length) {
            ByteBuffer larger = ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
            block.clear().limit(BlockFormat.HEADER);
            larger.put(block);
            block = larger;
        }
    }

    /** What the file system had reserved when the power failed. */
    private boolean onlyZerosFrom(long from) throws IOException {
        for (long at = from; ; at += window.limit()) {
            if (read(window.clear(), at) == 0) {
                return true;
            }
            window.flip();
            while (window.hasRemaining()) {
                if (window.get() != 0) {
                    return false;
                }
            }
        }
    }

    /** Where the next undamaged block header begins; the end of the file where there is none. */
    private long nextHeader(long from) throws IOException {
        for (long at = from; ; at += window.limit() - (BlockFormat.HEADER - 1)) {
            int got = read(window.clear(), at);
            window.flip();
            for (int i = 0; i + BlockFormat.HEADER <= got; i++) {
                if (window.getInt(i) == BlockFormat.MAGIC && headerAt(i)) {
                    return at + i;
                }
            }
            if (got < WINDOW) {
                return channel.size();
            }
        }
    }

    private boolean headerAt(int offset) {
        block.clear().put(0, window, offset, BlockFormat.HEADER).limit(BlockFormat.HEADER);
        return format.headerHolds(block);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
