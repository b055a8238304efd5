package plumb.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import plumb.config.RecorderSettings;

/**
 * Gathers records into blocks and writes them to the files of a recording. What cannot be written is counted and left out;
 * every block is tried anew, so that recording goes on when there is room again. Recorder thread only, but for
 * {@link #recorded}, {@link #refused} and {@link #problem}, which any thread may read: their volatile loads pair with the
 * recorder thread's stores. Throws nothing but what is a defect.
 */
final class RecordingWriter {
    /** Bytes of records after which a block is written without waiting for more. */
    private static final int BLOCK = 128 << 10;

    private final Path folder;
    private final RecordingHeader header;
    private final RecorderSettings settings;
    private final RecordingStorage storage;
    private final int recordLength;
    private final BlockFormat format = new BlockFormat();
    private final ByteBuffer block;
    private final ByteBuffer end;
    private RecordingStorage.@Nullable Target file;
    private int part;
    private long position;
    private long number;
    private long firstCycle;
    private int records;
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile @Nullable String problem;

    RecordingWriter(Path folder, RecordingHeader header, RecorderSettings settings, RecordingStorage storage) {
        this.folder = folder;
        this.header = header;
        this.settings = settings;
        this.storage = storage;
        this.recordLength = header.layout().length();
        int capacity = StrictMath.max(1, BLOCK / recordLength) * recordLength;
        this.block = ByteBuffer.allocateDirect(BlockFormat.HEADER + capacity).order(ByteOrder.LITTLE_ENDIAN);
        this.end = ByteBuffer.allocateDirect(BlockFormat.HEADER + BlockFormat.END_PAYLOAD)
                .order(ByteOrder.LITTLE_ENDIAN);
        block.position(BlockFormat.HEADER);
    }

    /** Takes one record; writes the block when it is full. */
    void append(DirectBuffer from, int offset, long lost) {
        if (records == 0) {
            firstCycle = from.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        }
        from.getBytes(offset, block, recordLength);
        records++;
        if (block.remaining() < recordLength) {
            flush(lost);
        }
    }

    /**
     * Writes what has been gathered.
     *
     * @param lost records that did not even come here, so far
     */
    void flush(long lost) {
        if (records == 0) {
            return;
        }
        block.flip();
        boolean written = write(lost);
        AtomicLong fate = written ? recorded : refused;
        fate.lazySet(fate.get() + records);
        records = 0;
        block.clear().position(BlockFormat.HEADER);
    }

    private boolean write(long lost) {
        int length = block.remaining();
        try {
            RecordingStorage.@Nullable Target current = file;
            if (current == null) {
                current = begin(1);
            } else if (position + length + end.capacity() > settings.maxFileBytes()) {
                current = rotate(current, lost);
            }
            format.seal(block, BlockFormat.DATA, number, firstCycle, lost + refused.get(), records);
            current.write(block, position);
            position += length;
            number++;
            return true;
        } catch (IOException e) {
            note(e);
            cutOffWhatIsHalfWritten();
            return false;
        }
    }

    private RecordingStorage.Target begin(int which) throws IOException {
        Path path = RecordingFiles.part(folder, which);
        RecordingStorage.Target created = storage.create(path);
        try {
            ByteBuffer bytes = HeaderFormat.write(header.ofPart(which).ordered());
            int length = bytes.remaining();
            created.write(bytes, 0);
            file = created;
            part = which;
            position = length;
            return created;
        } catch (IOException e) {
            closeQuietly(created);
            storage.delete(path);
            throw e;
        }
    }

    /**
     * The next file first: where there is no room for it, the old one stays open. What goes wrong with the old one then costs
     * no record: a reader goes on in the next file without its closing block.
     */
    private RecordingStorage.Target rotate(RecordingStorage.Target old, long lost) throws IOException {
        long oldPosition = position;
        RecordingStorage.Target next = begin(part + 1);
        try (old) {
            old.write(sealedEnd(part, lost + refused.get()), oldPosition);
            number++;
            old.sync();
        } catch (IOException e) {
            note(e);
        }
        deleteOldest();
        return next;
    }

    private void deleteOldest() {
        int oldest = part - settings.maxFiles();
        if (oldest > 0) {
            try {
                storage.delete(RecordingFiles.part(folder, oldest));
            } catch (IOException e) {
                note(e);
            }
        }
    }

    private ByteBuffer sealedEnd(int nextPart, long dropped) {
        end.clear().putLong(BlockFormat.HEADER, recorded.get()).putLong(BlockFormat.HEADER + Long.BYTES, nextPart);
        format.seal(end, BlockFormat.END, number, -1, dropped, 0);
        return end;
    }

    private void cutOffWhatIsHalfWritten() {
        RecordingStorage.@Nullable Target current = file;
        if (current != null) {
            try {
                current.truncate(position);
            } catch (IOException e) {
                note(e);
            }
        }
    }

    /** Forces what has been written to the disk. */
    void sync() {
        RecordingStorage.@Nullable Target current = file;
        if (current != null) {
            try {
                current.sync();
            } catch (IOException e) {
                note(e);
            }
        }
    }

    /** Writes the rest and the closing block, forces all to the disk and lets the file go. */
    void close(long lost) {
        flush(lost);
        RecordingStorage.@Nullable Target current = file;
        if (current == null) {
            return;
        }
        try (current) {
            current.write(sealedEnd(0, lost + refused.get()), position);
            current.sync();
        } catch (IOException e) {
            note(e);
        }
        file = null;
    }

    private void closeQuietly(RecordingStorage.Target target) {
        try {
            target.close();
        } catch (IOException e) {
            note(e);
        }
    }

    private void note(IOException e) {
        if (problem == null) {
            String reason = e instanceof FileSystemException system && system.getReason() != null
                    ? system.getFile() + ": " + system.getReason()
                    : String.valueOf(e.getMessage());
            problem = reason.strip().replaceAll("\\s*\\R\\s*", "; ");
        }
    }

    /** Records that are in the files. */
    long recorded() {
        return recorded.get();
    }

    /** Records that came here and that the disk did not take. */
    long refused() {
        return refused.get();
    }

    /** The first thing that went wrong with the files. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
