package plumb.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.RecorderSettings;
import plumb.config.RigConfig;
import plumb.runtime.CycleBuilder;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/** The recorder never holds up the loop: what it cannot keep it drops and counts. */
class FlightRecorderTest {
    private static final RigConfig CONFIG = Recordings.lab("super-twisting");
    private static final long PERIOD = CONFIG.loop().periodNanos();

    @TempDir
    private Path folder;

    @Test
    void aStalledDiskFillsTheBufferAndTheRestIsDroppedAndCounted() throws IOException {
        CountDownLatch stall = new CountDownLatch(1);
        Disk disk = new Disk();
        disk.before = () -> await(stall);
        FlightRecorder recorder = recorder(disk, CONFIG.recorder());
        CycleBuilder cycles = new CycleBuilder(PERIOD);
        int offered = 30_000;
        for (int i = 0; i < offered; i++) {
            recorder.onCycle(cycles.next().build());
        }
        assertThat(recorder.dropped()).as("while the disk stalls").isPositive();
        stall.countDown();
        recorder.close();

        RecordingCounts counts = recorder.counts();
        assertThat(counts.recorded() + counts.dropped()).isEqualTo(offered);
        assertThat(counts.recorded()).isGreaterThan(3_000);
        assertThat(recordsIn(folder)).isEqualTo(counts.recorded());
    }

    @Test
    void aFullDiskDropsAndCountsAndRecordingGoesOnWhenThereIsRoom() throws IOException {
        AtomicLong room = new AtomicLong(400_000);
        Disk disk = new Disk();
        disk.room = room;
        FlightRecorder recorder = recorder(disk, CONFIG.recorder());
        CycleBuilder cycles = new CycleBuilder(PERIOD);
        feed(recorder, cycles, 4_000);
        assertThat(recorder.dropped()).isPositive();
        long droppedWhileFull = recorder.dropped();
        room.set(Long.MAX_VALUE);
        feed(recorder, cycles, 4_000);
        recorder.close();

        RecordingCounts counts = recorder.counts();
        assertThat(counts.problem().orElseThrow()).contains("No space left on device");
        assertThat(counts.dropped()).isBetween(1L, droppedWhileFull + 1_000);
        assertThat(counts.recorded() + counts.dropped()).isEqualTo(8_000);
        assertThat(recordsIn(folder)).isEqualTo(counts.recorded());
    }

    @Test
    void aDiskWithoutAnyRoomCostsTheRecordingOnly() {
        Disk disk = new Disk();
        disk.room = new AtomicLong();
        FlightRecorder recorder = recorder(disk, CONFIG.recorder());
        feed(recorder, new CycleBuilder(PERIOD), 1_000);
        recorder.close();

        assertThat(recorder.counts().recorded()).isZero();
        assertThat(recorder.counts().dropped()).isEqualTo(1_000);
        assertThat(folder.resolve(RecordingFiles.FIRST)).doesNotExist();
    }

    @Test
    void aLongRecordingGoesOnInAnotherFileAndKeepsSoMany() throws IOException {
        RecorderSettings small = new RecorderSettings(true, 4_000_000_000L, 1_000_000_000L, 1_000_000, 3);
        FlightRecorder recorder = recorder(RecordingStorage.disk(), small);
        feed(recorder, new CycleBuilder(PERIOD), 20_000);
        recorder.close();

        assertThat(recorder.counts().recorded()).isEqualTo(20_000);
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(1_000_000));
        }
    }

    @Test
    void filesOfOneRecordingAreReadAsOne() throws IOException {
        RecorderSettings small = new RecorderSettings(true, 4_000_000_000L, 1_000_000_000L, 1_000_000, 100);
        FlightRecorder recorder = recorder(RecordingStorage.disk(), small);
        feed(recorder, new CycleBuilder(PERIOD), 20_000);
        recorder.close();

        assertThat(folder.resolve("recording-2.plumb")).exists();
        assertThat(recordsIn(folder)).isEqualTo(20_000);
        Files.delete(folder.resolve("recording-2.plumb"));
        try (RecordingReader reader = RecordingReader.open(folder.resolve(RecordingFiles.FIRST))) {
            while (reader.next()) {
                assertThat(reader.record().asLong(CycleField.CYCLE)).isNotNegative();
            }
            assertThat(reader.ending()).isEqualTo(Ending.FILE_MISSING);
        }
    }

    @Test
    void everyCycleArrivesOnceAndInOrder() throws IOException {
        FlightRecorder recorder = recorder(RecordingStorage.disk(), CONFIG.recorder());
        feed(recorder, new CycleBuilder(PERIOD), 100_000);
        recorder.close();

        assertThat(recorder.counts()).isEqualTo(new RecordingCounts(100_000, 0, java.util.Optional.empty()));
        try (RecordingReader reader = RecordingReader.open(folder.resolve(RecordingFiles.FIRST))) {
            long expected = 0;
            while (reader.next()) {
                assertThat(reader.record().asLong(CycleField.CYCLE)).isEqualTo(expected++);
            }
            assertThat(expected).isEqualTo(100_000);
        }
    }

    @Test
    void theControlThreadAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (FlightRecorder recorder = recorder(RecordingStorage.disk(), CONFIG.recorder())) {
            CycleBuilder cycles = new CycleBuilder(PERIOD);
            long least = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 20 && least > 0; attempt++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 10_000; i++) {
                    recorder.onCycle(cycles.next().build());
                }
                least = StrictMath.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
        }
    }

    private FlightRecorder recorder(RecordingStorage storage, RecorderSettings settings) {
        LoopAssembly assembly = LoopAssembly.of(CONFIG);
        RecordingHeader header = RecordingHeader.of(
                assembly,
                RigFactory.create(CONFIG, new VirtualClock(0)).describe(),
                LoopPlan.safeOutputs(1),
                new RunIdentity("1", "abc", "0".repeat(64), ""),
                0,
                0);
        return FlightRecorder.start(folder, header, assembly.controllers().getFirst(), settings, storage);
    }

    /** Offers cycles no faster than they are drained. */
    private static void feed(FlightRecorder recorder, CycleBuilder cycles, int count) {
        for (int i = 0; i < count; i++) {
            while (recorder.waiting() > 512 << 10) {
                Thread.onSpinWait();
            }
            recorder.onCycle(cycles.next().build());
        }
        while (recorder.waiting() > 0) {
            Thread.onSpinWait();
        }
    }

    private static long recordsIn(Path folder) throws IOException {
        try (RecordingReader reader = RecordingReader.open(folder.resolve(RecordingFiles.FIRST))) {
            long records = 0;
            while (reader.next()) {
                records++;
            }
            assertThat(reader.damages()).isEmpty();
            assertThat(reader.ending()).isEqualTo(Ending.CLOSED);
            return records;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A disk that can stall and be full. */
    private static final class Disk implements RecordingStorage {
        private final RecordingStorage disk = RecordingStorage.disk();
        private volatile Runnable before = () -> {};
        private volatile AtomicLong room = new AtomicLong(Long.MAX_VALUE);

        @Override
        public Target create(Path file) throws IOException {
            Target target = disk.create(file);
            return new Target() {
                @Override
                public void write(ByteBuffer bytes, long position) throws IOException {
                    before.run();
                    int length = bytes.remaining();
                    if (room.get() < length) {
                        // As a disk does: some of it is written, then there is no room.
                        ByteBuffer part = bytes.duplicate();
                        target.write(part.limit(part.position() + (int) StrictMath.min(10, room.get())), position);
                        throw new FileSystemException(file.toString(), null, "No space left on device");
                    }
                    room.addAndGet(-length);
                    target.write(bytes, position);
                }

                @Override
                public void truncate(long size) throws IOException {
                    target.truncate(size);
                }

                @Override
                public void sync() throws IOException {
                    target.sync();
                }

                @Override
                public void close() throws IOException {
                    target.close();
                }
            };
        }

        @Override
        public void delete(Path file) throws IOException {
            disk.delete(file);
        }
    }
}
