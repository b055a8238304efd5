package plumb.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import plumb.runtime.os.Fact;

/**
 * How fast a folder takes what is written to it, with every block forced to the disk. Immutable; any thread.
 *
 * @param megabytesPerSecond mean
 * @param longestMillis longest time that one block took
 */
public record DiskSpeed(double megabytesPerSecond, double longestMillis) {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int MOST_BLOCKS = 32;
    private static final long LONGEST_NANOS = 2_000_000_000;

    /** Writes up to 32 MB for at most some 2 s into the folder, or the nearest one above it, and removes it again. */
    public static Fact<DiskSpeed> measure(Path folder) {
        Path place = LoopItems.existing(folder);
        try {
            Path file = Files.createTempFile(place, ".plumb-doctor", ".tmp");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                return new Fact.Known<>(write(channel));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return new Fact.Unknown<>("nothing can be written to " + place + ": " + e);
        }
    }

    private static DiskSpeed write(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        // Not zeros: some disks do not write those at all.
        for (int i = 0; i < BLOCK_BYTES; i++) {
            block.put(i, (byte) (i * 31 + (i >> 8)));
        }
        long began = System.nanoTime();
        long longest = 0;
        int blocks = 0;
        long now = began;
        while (blocks < MOST_BLOCKS && now - began < LONGEST_NANOS) {
            long before = now;
            block.clear();
            while (block.hasRemaining()) {
                channel.write(block);
            }
            channel.force(false);
            now = System.nanoTime();
            longest = StrictMath.max(longest, now - before);
            blocks++;
        }
        return new DiskSpeed(blocks * (double) BLOCK_BYTES / (now - began) * 1e3, longest / 1e6);
    }
}
