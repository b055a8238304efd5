package plumb.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a recording from the first record to the last, over all files that follow the one it was opened with. Damaged blocks
 * are left out and noted. May be used while the run goes on: it then ends with what is on disk. One thread; going from
 * record to record does not allocate.
 *
 * <pre>{@code
 * try (RecordingReader reader = RecordingReader.open(file)) {
 *     while (reader.next()) {
 *         plot(reader.record().asLong(CycleField.WAKE), reader.record().asDouble(CycleField.FORCE));
 *     }
 *     reader.damages().forEach(damage -> complain(damage.text()));
 * }
 * }</pre>
 */
public final class RecordingReader implements AutoCloseable {
    private final List<Damage> damages;
    private final Path folder;
    private final RecordingHeader header;
    private final CycleRecord record;
    private final UnsafeBuffer block = new UnsafeBuffer(0, 0);
    private final int length;
    private RecordingFile file;
    private Ending ending = Ending.CUT_OFF;
    private boolean over;
    private long bytesBefore;
    private long dropped;
    private int offset;
    private int left;

    private RecordingReader(RecordingFile first, Path folder, List<Damage> damages) {
        this.file = first;
        this.folder = folder;
        this.damages = damages;
        this.header = first.header();
        this.record = new CycleRecord(header);
        this.length = header.layout().length();
    }

    /**
     * Opens a recording.
     *
     * @param path its first file, or a later one to read from there
     * @throws RecordingException when it is no recording, or its header is damaged: one line
     */
    public static RecordingReader open(Path path) throws IOException {
        List<Damage> found = new ArrayList<>();
        RecordingFile first = RecordingFile.open(path, found);
        Path parent = path.toAbsolutePath().getParent();
        if (first.header().part() == 1) {
            first.expect(0);
        }
        return new RecordingReader(first, parent == null ? Path.of("") : parent, found);
    }

    /** What the recording says of itself. */
    public RecordingHeader header() {
        return header;
    }

    /** The record that {@link #next} moved to: a view, overwritten by the next one. */
    public CycleRecord record() {
        return record;
    }

    /**
     * Moves to the next record.
     *
     * @return whether there is one; afterwards {@link #ending} says why not
     */
    public boolean next() throws IOException {
        while (left == 0) {
            if (over || !nextBlock()) {
                over = true;
                return false;
            }
        }
        record.show(block, offset);
        offset += length;
        left--;
        return true;
    }

    private boolean nextBlock() throws IOException {
        return switch (file.nextBlock()) {
            case RECORDS -> {
                ByteBuffer found = file.block();
                block.wrap(found, BlockFormat.HEADER, BlockFormat.payload(found));
                offset = 0;
                left = BlockFormat.records(found);
                dropped = BlockFormat.dropped(found);
                yield true;
            }
            case END -> {
                dropped = BlockFormat.dropped(file.block());
                yield goesOn(file.block().getLong(BlockFormat.HEADER + Long.BYTES));
            }
            case NOTHING -> goesOnWithoutClosingBlock();
        };
    }

    /** Goes on in the file of that number, where there is one. */
    private boolean goesOn(long part) throws IOException {
        if (part == 0) {
            ending = Ending.CLOSED;
            return false;
        }
        Path path = RecordingFiles.part(folder, (int) part);
        boolean there = Files.exists(path) && follows(path);
        if (!there) {
            ending = Ending.FILE_MISSING;
        }
        return there;
    }

    /** A recorder that was killed, or had no room for the closing block, may have begun the next file already. */
    private boolean goesOnWithoutClosingBlock() throws IOException {
        Path path = RecordingFiles.part(folder, file.header().part() + 1);
        return Files.exists(path) && follows(path);
    }

    /** Goes on in a file, where it is of this recording. */
    private boolean follows(Path path) throws IOException {
        RecordingFile following;
        try {
            following = RecordingFile.open(path, damages);
        } catch (RecordingException e) {
            damages.add(new Damage(path, StrictMath.max(0, file.expected()), 0, "no header that can be read"));
            return false;
        }
        if (!following.header().recordingId().equals(header.recordingId())) {
            following.close();
            return false;
        }
        following.expect(file.expected());
        bytesBefore += file.size();
        file.close();
        file = following;
        return true;
    }

    /** How it ends; known when {@link #next} has said that there is no more. */
    public Ending ending() {
        return ending;
    }

    /** What could not be read so far. */
    public List<Damage> damages() {
        return Collections.unmodifiableList(damages);
    }

    /** Records that the recorder had dropped when it wrote the newest block that was read. */
    public long dropped() {
        return dropped;
    }

    /** How far it has read, bytes. */
    public long bytesRead() {
        return bytesBefore + file.position();
    }

    /** How much there is to read, bytes. */
    public long bytesToRead() throws IOException {
        long total = bytesBefore + file.size();
        for (int part = file.header().part() + 1; Files.exists(RecordingFiles.part(folder, part)); part++) {
            total += Files.size(RecordingFiles.part(folder, part));
        }
        return total;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
