package plumb.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.RigConfig;

/** What an export holds; an independent reader holds the MCAP against the CSV in the tests of the command. */
class RecordingExportTest {
    private static final int MAGIC = 8;
    private static final int RECORD_HEADER = 9;

    @TempDir
    private static Path folder;

    private static Path file;
    private static long cycles;

    @BeforeAll
    static void record() {
        RigConfig config = Recordings.lab("super-twisting");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 2_500));
        file = run.file();
        cycles = run.cycles();
    }

    private static byte[] export(ExportFormat format, List<Long> progress) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordingReader reader = RecordingReader.open(file)) {
            long written = RecordingExport.write(reader, format, out, (read, all) -> {
                assertThat(read).isBetween(0L, all);
                progress.add(read);
            });
            assertThat(written).isEqualTo(cycles);
        }
        return out.toByteArray();
    }

    private static List<String> lines(ExportFormat format) throws IOException {
        return new String(export(format, new ArrayList<>()), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void csvNamesItsColumnsWithUnitsAndHasALineForEachCycle() throws IOException {
        List<String> lines = lines(ExportFormat.CSV);

        assertThat(lines).hasSize((int) cycles + 1);
        List<String> names = List.of(lines.getFirst().split(",", -1));
        assertThat(names).contains("cycle", "angle1 [rad]", "force [N]", "phase", "trip");
        assertThat(lines.stream().skip(1))
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(names.size()));
        assertThat(lines.get(1)).startsWith("0,");
        assertThat(lines.getLast()).contains("STOPPED", "NONE");
    }

    @Test
    void jsonHasAnObjectForEachCycleAndNullForWhatIsNoNumber() throws IOException {
        List<String> lines = lines(ExportFormat.JSON);

        assertThat(lines.getFirst()).isEqualTo("{\"schema\":\"plumb/recording/v1\",");
        assertThat(lines.stream().filter(line -> line.startsWith("{\"cycle\":")))
                .hasSize((int) cycles);
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("\"config\":\"", "\\n"));
        assertThat(lines.getLast()).isEqualTo("\"ending\":\"complete\",\"dropped\":0}");
        StringBuilder quoted = new StringBuilder();
        CycleText.quote(quoted, "a\"b\\c\n\r\t\u0001z");
        assertThat(quoted).hasToString("\"a\\\"b\\\\c\\n\\r\\t\\u0001z\"");
    }

    @Test
    void progressIsToldOnTheWay() throws IOException {
        List<Long> progress = new ArrayList<>();
        export(ExportFormat.CSV, progress);
        assertThat(progress).isNotEmpty().isSorted();
    }

    @Test
    void mcapBeginsAndEndsAsItShouldAndItsSummaryHoldsItsChecksum() throws IOException {
        byte[] bytes = export(ExportFormat.MCAP, new ArrayList<>());
        byte[] magic = {(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'};
        assertThat(Arrays.copyOf(bytes, MAGIC)).isEqualTo(magic);
        assertThat(Arrays.copyOfRange(bytes, bytes.length - MAGIC, bytes.length))
                .isEqualTo(magic);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int chunks = 0;
        long messages = -1;
        int footer = -1;
        for (int at = MAGIC; at < bytes.length - MAGIC; at += RECORD_HEADER + (int) file.getLong(at + 1)) {
            switch (file.get(at)) {
                case 0x06 -> chunks++;
                case 0x0b -> messages = file.getLong(at + RECORD_HEADER);
                case 0x02 -> footer = at;
                default -> {
                    // Seen by the independent reader.
                }
            }
        }
        assertThat(chunks).isGreaterThan(1);
        assertThat(messages).isEqualTo(cycles);
        int summary = (int) file.getLong(footer + RECORD_HEADER);
        int checked = footer + RECORD_HEADER + 2 * Long.BYTES;
        CRC32 crc = new CRC32();
        crc.update(bytes, summary, checked - summary);
        assertThat(file.getInt(checked)).isEqualTo((int) crc.getValue());
    }
}
