package plumb.observe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The counters of a loop in another process, mapped for reading only: whatever the reader does, the loop cannot notice. They
 * stay readable as they were last when the loop has ended. One thread.
 *
 * @param file they are in
 * @param reader of them
 * @param identity of the loop
 */
public record MappedCounters(Path file, LoopCountersReader reader, LoopIdentity identity) {
    /**
     * Maps a counters file.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it does not hold counters of this version, in one line
     */
    public static MappedCounters open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // A file that grows or shrinks meanwhile is not one of ours; ours have their size from the start.
            long length = Math.min(channel.size(), LoopCounters.LENGTH);
            ByteBuffer mapped =
                    length == 0 ? ByteBuffer.allocateDirect(0) : channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
            LoopCountersReader reader = new LoopCountersReader(new UnsafeBuffer(mapped));
            return new MappedCounters(file, reader, reader.identity());
        }
    }

    /** Whether the loop that writes them has neither ended nor been killed. */
    public boolean running() {
        return Files.exists(file) && identity.process().alive();
    }
}
