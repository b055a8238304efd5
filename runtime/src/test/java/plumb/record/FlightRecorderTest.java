package plumb.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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

    private final AtomicReference<Object> sink = new AtomicReference<>();

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

        assertThat(recorder.counts()).isEqualTo(new RecordingCounts(100_000, 0, Optional.empty()));
        try (RecordingReader reader = RecordingReader.open(folder.resolve(RecordingFiles.FIRST))) {
            long expected = 0;
            while (reader.next()) {
                assertThat(reader.record().asLong(CycleField.CYCLE)).isEqualTo(expected++);
                // The record is of one cycle from end to end: none that was overwritten while it was read.
                assertThat(reader.record().asLong(CycleField.WRITE)).isEqualTo(expected * PERIOD);
                assertThat(reader.record().asDouble(CycleField.FORCE)).isEqualTo((double) (expected % 7));
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

    @Test
    void theAllocationTestSeesAnAllocation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (FlightRecorder recorder = recorder(RecordingStorage.disk(), CONFIG.recorder())) {
            CycleBuilder cycles = new CycleBuilder(PERIOD);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                recorder.onCycle(cycles.next().build());
                if (i == 7_000) {
                    sink.setPlain(new byte[16]);
                }
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isGreaterThanOrEqualTo(16);
        }
    }

    @Test
    void aClosingBlockThatDoesNotFitCostsNoRecord() throws IOException {
        RecorderSettings small = new RecorderSettings(true, 4_000_000_000L, 1_000_000_000L, 1_000_000, 100);
        Disk disk = new Disk();
        disk.refusedLength = BlockFormat.HEADER + BlockFormat.END_PAYLOAD;
        FlightRecorder recorder = recorder(disk, small);
        feed(recorder, new CycleBuilder(PERIOD), 8_000);
        recorder.close();

        assertThat(recorder.counts().recorded()).isEqualTo(8_000);
        assertThat(recorder.counts().problem().orElseThrow()).contains("No space left on device");
        assertThat(folder.resolve("recording-2.plumb")).exists();
        assertThat(read(folder)).isEqualTo(new Read(8_000, 0, Ending.CUT_OFF));
    }

    @Test
    void aFollowingFileWithoutAWholeHeaderIsNamed() throws IOException {
        RecorderSettings small = new RecorderSettings(true, 4_000_000_000L, 1_000_000_000L, 1_000_000, 100);
        FlightRecorder recorder = recorder(RecordingStorage.disk(), small);
        feed(recorder, new CycleBuilder(PERIOD), 8_000);
        recorder.close();
        Path second = folder.resolve("recording-2.plumb");
        Files.write(second, Arrays.copyOf(Files.readAllBytes(second), 10));

        Read found = read(folder);
        assertThat(found.records()).isBetween(1_000L, 7_999L);
        assertThat(found.damages()).isEqualTo(1);
        assertThat(found.ending()).isEqualTo(Ending.FILE_MISSING);
    }

    @Test
    void aRealDiskThatIsFullCostsWhatDoesNotFit() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "plumb-test", disk.toString()) == 0,
                "may not mount a small disk here; the disk of the other tests stands in for it");
        try {
            FlightRecorder recorder = recorder(disk, RecordingStorage.disk(), CONFIG.recorder());
            feed(recorder, new CycleBuilder(PERIOD), 8_000);
            recorder.close();

            RecordingCounts counts = recorder.counts();
            assertThat(counts.recorded()).isPositive();
            assertThat(counts.dropped()).isPositive();
            assertThat(counts.recorded() + counts.dropped()).isEqualTo(8_000);
            assertThat(counts.problem().orElseThrow()).contains("No space left on device");
            Read found = read(disk);
            assertThat(found.records()).isEqualTo(counts.recorded());
            assertThat(found.damages()).isZero();
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    private FlightRecorder recorder(RecordingStorage storage, RecorderSettings settings) {
        return recorder(folder, storage, settings);
    }

    private static FlightRecorder recorder(Path folder, RecordingStorage storage, RecorderSettings settings) {
        LoopAssembly assembly = LoopAssembly.of(CONFIG);
        RecordingHeader header = RecordingHeader.of(
                assembly,
                RigFactory.simulated(CONFIG, new VirtualClock(0)).describe(),
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
            cycles.next();
            recorder.onCycle(
                    cycles.force((double) ((cycles.build().index() + 1) % 7)).build());
        }
        while (recorder.waiting() > 0) {
            Thread.onSpinWait();
        }
    }

    private static long recordsIn(Path folder) throws IOException {
        Read found = read(folder);
        assertThat(found.damages()).isZero();
        assertThat(found.ending()).isEqualTo(Ending.CLOSED);
        return found.records();
    }

    private static Read read(Path folder) throws IOException {
        try (RecordingReader reader = RecordingReader.open(folder.resolve(RecordingFiles.FIRST))) {
            long records = 0;
            while (reader.next()) {
                records++;
            }
            return new Read(records, reader.damages().size(), reader.ending());
        }
    }

    private record Read(long records, int damages, Ending ending) {}

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
        private volatile int refusedLength;

        @Override
        public Target create(Path file) throws IOException {
            Target target = disk.create(file);
            return new Target() {
                @Override
                public void write(ByteBuffer bytes, long position) throws IOException {
                    before.run();
                    int length = bytes.remaining();
                    if (room.get() < length || length == refusedLength) {
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
