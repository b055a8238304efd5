package plumb.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes, some of which die. */
class HistoryProcessTest {
    private static final int ROUNDS = 10;
    private static final int MANY = 1_000_000;

    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("history.sqlite");
    }

    /** Ids of what is in the history, each verdict compared with what was written. */
    private List<String> ids(String rig) throws IOException {
        List<String> ids = new ArrayList<>();
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.read(rig, verdict -> ids.add(verdict.id()));
        }
        return ids;
    }

    @Test
    void nothingThatWasReportedAsStoredIsLostWhenTheProcessIsKilled() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(20260101);
        int next = 0;
        List<String> reported = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (WritingProcess writer = WritingProcess.start(file(), "lab", next, MANY, "unlimited")) {
                assertThat(writer.awaitStored(1 + random.nextInt(30)))
                        .as("stores until it is killed: %s", writer.said())
                        .isTrue();
                writer.kill();
                reported.addAll(writer.said());
            }
            List<String> stored = ids("lab");
            assertThat(stored).as("round %d", round).containsAll(reported);
            // The one that was under way when it died may be there, too: whole, or not at all.
            assertThat(stored.size()).isBetween(reported.size(), reported.size() + round + 1);
            next = stored.size();
        }
        assertThat(reported).hasSizeGreaterThanOrEqualTo(ROUNDS);
    }

    @Test
    void twoProcessesCreateAndWriteAtOnce() throws IOException, InterruptedException {
        try (WritingProcess one = WritingProcess.start(file(), "one", 0, 60, "unlimited");
                WritingProcess two = WritingProcess.start(file(), "two", 0, 60, "unlimited")) {
            assertThat(one.end()).as("%s", one.said()).isZero();
            assertThat(two.end()).as("%s", two.said()).isZero();
            assertThat(ids("one")).isEqualTo(one.said()).hasSize(60);
            assertThat(ids("two")).isEqualTo(two.said()).hasSize(60);
        }
    }

    @Test
    void aDiskThatTakesNoMoreFailsTheStoreAndKeepsWhatWasStored() throws IOException, InterruptedException {
        // 2 MiB: enough for the library that is unpacked, not for what is written.
        try (WritingProcess writer = WritingProcess.start(file(), "lab", 0, MANY, "4096")) {
            assertThat(writer.end()).isEqualTo(3);
            List<String> said = writer.said();
            assertThat(said.getLast()).startsWith("history " + file() + ": cannot be");
            assertThat(ids("lab")).isEqualTo(said.subList(0, said.size() - 1)).isNotEmpty();
        }
    }
}
