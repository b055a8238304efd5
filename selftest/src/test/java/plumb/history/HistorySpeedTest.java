package plumb.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand verdicts of fifteen gates. */
class HistorySpeedTest {
    private static final int VERDICTS = 10_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void tenThousandVerdictsAreWrittenAndReadInSeconds() throws IOException {
        List<StoredVerdict> verdicts = StoredVerdicts.many("lab", 0, VERDICTS);
        Path file = folder.resolve("history.sqlite");
        long began = System.nanoTime();
        try (ReadinessHistory history = ReadinessHistory.open(file)) {
            history.storeAll(verdicts);
        }
        long written = System.nanoTime();
        List<StoredVerdict> read = new ArrayList<>();
        try (ReadinessHistory history = ReadinessHistory.open(file)) {
            history.read("lab", read::add);
        }
        long ended = System.nanoTime();
        long opening = System.nanoTime();
        ReadinessHistory.open(file).close();
        long opened = System.nanoTime();
        int single = 100;
        try (ReadinessHistory history = ReadinessHistory.open(file)) {
            for (StoredVerdict verdict : StoredVerdicts.many("lab", VERDICTS, VERDICTS + single)) {
                history.store(verdict, VERDICTS);
            }
        }
        System.out.printf(
                "10,000 written %d ms, read %d ms; opened %d ms; each alone %.1f ms%n",
                (written - began) / 1_000_000,
                (ended - written) / 1_000_000,
                (opened - opening) / 1_000_000,
                (System.nanoTime() - opened) / 1e6 / single);
        assertThat(read).isEqualTo(verdicts);
        // Within 5 s on a quiet machine; the tests run on busy ones.
        assertThat(Duration.ofNanos(ended - began)).isLessThan(Duration.ofSeconds(30));
    }
}
