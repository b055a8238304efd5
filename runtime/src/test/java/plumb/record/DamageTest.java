package plumb.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.RigConfig;

/** A damaged recording says where, and gives all that is whole. */
class DamageTest {
    private static final int TRIES = 200;
    private static final long SEED = 20261126;

    @TempDir
    private static Path folder;

    private static byte[] whole;
    private static long cycles;
    private static int headerLength;
    private static List<Long> blockEnds;
    private static List<Long> recordsUpTo;

    @BeforeAll
    static void record() throws IOException {
        RigConfig config = Recordings.lab("super-twisting");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 3_000));
        whole = Files.readAllBytes(run.file());
        cycles = run.cycles();
        headerLength =
                HeaderFormat.PREAMBLE + HeaderFormat.entriesLength("test", Arrays.copyOf(whole, HeaderFormat.PREAMBLE));
        blockEnds = new ArrayList<>();
        recordsUpTo = new ArrayList<>();
        long records = 0;
        try (RecordingFile file = RecordingFile.open(run.file(), new ArrayList<>())) {
            while (file.nextBlock() == RecordingFile.Found.RECORDS) {
                records += BlockFormat.records(file.block());
                blockEnds.add(file.position());
                recordsUpTo.add(records);
            }
        }
        assertThat(blockEnds).as("blocks").hasSizeGreaterThan(3);
        assertThat(records).isEqualTo(cycles);
    }

    @Test
    void aFlippedBitAnywhereIsNamed() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < TRIES; i++) {
            int at = random.nextInt(whole.length);
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("flipped.plumb"), damaged);
            if (at < headerLength) {
                assertThatThrownBy(() -> read(file))
                        .as("byte %d", at)
                        .isInstanceOf(RecordingException.class)
                        .hasMessageContaining("flipped.plumb");
            } else {
                Contents contents = read(file);
                int block = blockOf(at);
                assertThat(contents.damages).as("byte %d", at).isNotEmpty();
                assertThat(contents.damages.getFirst().block())
                        .as("byte %d", at)
                        .isEqualTo(block);
                assertThat(contents.damages.getFirst().text()).contains("block " + block);
                long lost = block == blockEnds.size() ? 0 : recordsIn(block);
                assertThat(contents.records).as("byte %d", at).isEqualTo(cycles - lost);
            }
        }
    }

    @Test
    void whatIsCutOffLosesTheLastBlockOnly() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < TRIES; i++) {
            int length = headerLength + random.nextInt(whole.length - headerLength);
            Path file = Files.write(folder.resolve("cut.plumb"), Arrays.copyOf(whole, length));
            long expected = 0;
            for (int block = 0; block < blockEnds.size() && blockEnds.get(block) <= length; block++) {
                expected = recordsUpTo.get(block);
            }
            Contents contents = read(file);
            assertThat(contents.damages).as("%d bytes", length).isEmpty();
            assertThat(contents.ending).isEqualTo(Ending.CUT_OFF);
            assertThat(contents.records).as("%d bytes", length).isEqualTo(expected);
        }
    }

    @Test
    void aFileCutOffWithinItsHeaderIsRefused() throws IOException {
        for (int length : new int[] {0, 1, HeaderFormat.PREAMBLE, headerLength - 1}) {
            Path file = Files.write(folder.resolve("short.plumb"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("cut off within its header");
        }
    }

    @Test
    void anotherKindOfFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "x".repeat(100));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("not a recording of plumb");
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> read(folder.resolve("none")))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("no such file");
    }

    private static int blockOf(int at) {
        int block = 0;
        while (block < blockEnds.size() && blockEnds.get(block) <= at) {
            block++;
        }
        return block;
    }

    private static long recordsIn(int block) {
        return recordsUpTo.get(block) - (block == 0 ? 0 : recordsUpTo.get(block - 1));
    }

    private static Contents read(Path file) throws IOException {
        try (RecordingReader reader = RecordingReader.open(file)) {
            long records = 0;
            while (reader.next()) {
                records++;
            }
            return new Contents(records, List.copyOf(reader.damages()), reader.ending());
        }
    }

    private record Contents(long records, List<Damage> damages, Ending ending) {}
}
