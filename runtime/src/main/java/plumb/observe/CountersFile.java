package plumb.observe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The counters of a run of this process in a mapped file, so that {@code plumb top} reads them. Made and closed on a
 * housekeeping thread; closing removes the file and leaves the memory to whoever still reads it.
 */
public final class CountersFile implements AutoCloseable {
    private final Path path;
    private final AtomicBuffer buffer;

    private CountersFile(Path path, AtomicBuffer buffer) {
        this.path = path;
        this.buffer = buffer;
    }

    /**
     * Makes the file, writes every byte of it and maps it.
     *
     * @throws IOException where that is not possible
     */
    public static CountersFile create(CountersFolder folder, LoopIdentity identity) throws IOException {
        Path path = folder.newFile(identity.rig());
        try (FileChannel channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            // Written and not merely extended: a hole that cannot be filled later is a fault in the control thread.
            ByteBuffer zeros = ByteBuffer.allocate(LoopCounters.LENGTH);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            AtomicBuffer buffer = new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, LoopCounters.LENGTH));
            LoopCounters.clear(buffer);
            identity.write(buffer);
            LoopCounters.publish(buffer);
            return new CountersFile(path, buffer);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** What the housekeeping thread publishes. */
    public ProcessCounters process() {
        return new ProcessCounters(buffer);
    }

    AtomicBuffer buffer() {
        return buffer;
    }

    /** Removes the file. The memory is unmapped when nobody holds it any more: a reader in this process may be late. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
