package plumb.history;

import static org.assertj.core.api.Assertions.assertThat;
import static plumb.history.StoredVerdicts.failed;
import static plumb.history.StoredVerdicts.passed;
import static plumb.history.StoredVerdicts.unmeasured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old verdicts go, and with them nothing that someone will ask for. */
class RetentionTest {
    private static final int ALL = 1_000_000;

    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("history.sqlite");
    }

    private List<String> kept(String rig) throws IOException {
        List<String> ids = new ArrayList<>();
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.read(rig, verdict -> ids.add(verdict.id()));
        }
        return ids;
    }

    private static String id(int n) {
        return StoredVerdicts.id("lab", n);
    }

    @Test
    void everyStoreLetsGoOfWhatIsBeyondTheNewest() throws IOException {
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.store(StoredVerdicts.of("other", 0, passed("a")), 5);
            for (int n = 0; n < 8; n++) {
                history.store(StoredVerdicts.of("lab", n, passed("a")), 5);
            }
        }
        assertThat(kept("lab")).containsExactly(id(3), id(4), id(5), id(6), id(7));
        assertThat(kept("other")).hasSize(1);
    }

    @Test
    void firstAndLastFailureOfEveryGateStay() throws IOException {
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.store(StoredVerdicts.of("lab", 0, passed("a"), passed("b")), ALL);
            history.store(StoredVerdicts.of("lab", 1, failed("a", 1), passed("b")), ALL);
            history.store(StoredVerdicts.of("lab", 2, failed("a", 2), unmeasured("b")), ALL);
            history.store(StoredVerdicts.of("lab", 3, failed("a", 3), passed("b")), ALL);
            for (int n = 4; n < 9; n++) {
                history.store(StoredVerdicts.of("lab", n, passed("a"), passed("b")), ALL);
            }
            assertThat(history.prune(5)).isEqualTo(1);
            assertThat(history.prune(2)).isEqualTo(3);
            assertThat(history.prune(2)).isZero();
        }
        // 1 first of a, 2 first and last of b, 3 last of a; 0 held nothing.
        assertThat(kept("lab")).containsExactly(id(1), id(2), id(3), id(7), id(8));
    }

    @Test
    void aSelfTestThatWasStoppedHoldsNoFailure() throws IOException {
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.store(StoredVerdicts.verdict("lab", 0, 0, TestMode.INTERRUPTED, List.of(unmeasured("a"))), ALL);
            history.store(StoredVerdicts.of("lab", 1, passed("a")), ALL);
            assertThat(history.prune(1)).isEqualTo(1);
        }
        assertThat(kept("lab")).containsExactly(id(1));
    }

    @Test
    void pruningGivesTheSpaceBack() throws IOException {
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            List<StoredVerdict> verdicts = new ArrayList<>();
            for (int n = 0; n < 500; n++) {
                verdicts.add(StoredVerdicts.of("lab", n, passed("a"), passed("b"), passed("c")));
            }
            history.storeAll(verdicts);
        }
        long before = Files.size(file());
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            assertThat(history.prune(10)).isEqualTo(490);
        }
        assertThat(Files.size(file())).isLessThan(before / 2);
    }
}
