package plumb.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the files of a recording are kept. Recorder thread. */
interface RecordingStorage {
    /** A new file, empty even where there was one. */
    Target create(Path file) throws IOException;

    /** Removes a file, if it is there. */
    void delete(Path file) throws IOException;

    /** One file that is written. */
    interface Target extends Closeable {
        /** Writes all of the buffer at a position; when it throws, any part of it may have been written. */
        void write(ByteBuffer bytes, long position) throws IOException;

        /** Cuts the file to that size. */
        void truncate(long size) throws IOException;

        /** Returns when all that was written is on the disk. */
        void sync() throws IOException;
    }

    /** Files on the disk. */
    static RecordingStorage disk() {
        return new RecordingStorage() {
            @Override
            public Target create(Path file) throws IOException {
                return new DiskFile(FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE));
            }

            @Override
            public void delete(Path file) throws IOException {
                Files.deleteIfExists(file);
            }
        };
    }

    /** Takes everything and keeps nothing. */
    static RecordingStorage nowhere() {
        return new RecordingStorage() {
            @Override
            public Target create(Path file) {
                return new Nowhere();
            }

            @Override
            public void delete(Path file) {}
        };
    }

    /** A file that is not kept. */
    final class Nowhere implements Target {
        @Override
        public void write(ByteBuffer bytes, long position) {
            bytes.position(bytes.limit());
        }

        @Override
        public void truncate(long size) {}

        @Override
        public void sync() {}

        @Override
        public void close() {}
    }

    /**
     * A file on the disk.
     *
     * @param channel open for writing
     */
    record DiskFile(FileChannel channel) implements Target {
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
