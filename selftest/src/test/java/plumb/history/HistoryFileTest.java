package plumb.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is not what was written is refused and left alone; one of an earlier version is brought up to date. */
class HistoryFileTest {
    private static final int VERDICTS = 200;
    private static final String RIG = "lab";

    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("history.sqlite");
    }

    private byte[] filled() throws IOException {
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.storeAll(StoredVerdicts.many(RIG, 0, VERDICTS));
        }
        return Files.readAllBytes(file());
    }

    private int readAll() throws IOException {
        return read().size();
    }

    private List<StoredVerdict> read() throws IOException {
        List<StoredVerdict> read = new ArrayList<>();
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.read(RIG, read::add);
        }
        return read;
    }

    private void assertRefusedAndUntouched(byte[] content, String... said) throws IOException {
        Files.write(file(), content);
        assertThatThrownBy(this::readAll)
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("history " + file() + ": ")
                .hasMessageContainingAll(said)
                .satisfies(problem -> assertThat(problem.getMessage()).hasLineCount(1));
        assertThat(Files.readAllBytes(file())).as("untouched").isEqualTo(content);
    }

    @Test
    void refusesRandomBytes() throws IOException {
        byte[] content = new byte[10_000];
        new SplittableRandom(1).nextBytes(content);
        assertRefusedAndUntouched(content, "damaged", "does not begin", "nothing was changed");
    }

    @Test
    void refusesAnEmptyFileWhichSqliteWouldTakeForAnEmptyDatabase() throws IOException {
        assertRefusedAndUntouched(new byte[0], "damaged", "does not begin");
    }

    @Test
    void refusesRandomBytesBehindARightBeginning() throws IOException {
        byte[] content = new byte[10_000];
        new SplittableRandom(2).nextBytes(content);
        System.arraycopy(filled(), 0, content, 0, 16);
        assertRefusedAndUntouched(content, "damaged");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.99})
    void refusesAFileThatWasCutOff(double share) throws IOException {
        byte[] content = filled();
        assertRefusedAndUntouched(Arrays.copyOf(content, (int) (content.length * share)), "damaged");
    }

    @Test
    void refusesAFileWithAPageOfNoise() throws IOException {
        byte[] content = filled();
        SplittableRandom random = new SplittableRandom(3);
        for (int page = 1; page < content.length / 4096; page += 7) {
            byte[] noise = new byte[4096];
            random.nextBytes(noise);
            byte[] damaged = content.clone();
            System.arraycopy(noise, 0, damaged, page * 4096, noise.length);
            assertRefusedAndUntouched(damaged, "damaged");
        }
    }

    /**
     * A flipped bit in what is kept is found by the digest where no structure of the file notices. Space of the file that holds
     * only what was there before does not count: there the verdicts are as they were written.
     */
    @Test
    void everyFlippedBitOfWhatIsReportedIsNoticed() throws IOException {
        byte[] content = filled();
        Files.write(file(), content);
        List<StoredVerdict> written = read();
        byte[] word = "must be at least 100 %".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int noticed = 0;
        int flipped = 0;
        for (int at = 0; at < content.length - word.length && flipped < 20; at++) {
            if (Arrays.equals(content, at, at + word.length, word, 0, word.length)) {
                byte[] damaged = content.clone();
                damaged[at + 5] ^= 1;
                Files.write(file(), damaged);
                flipped++;
                try {
                    assertThat(read()).as("bit at byte %d", at + 5).isEqualTo(written);
                } catch (HistoryException e) {
                    assertThat(e).hasMessageContaining("damaged").hasMessageContaining("not what was written");
                    noticed++;
                }
                at += content.length / 40;
            }
        }
        assertThat(noticed).isGreaterThanOrEqualTo(5);
    }

    @Test
    void anUnharmedFileIsReadWhole() throws IOException {
        Files.write(file(), filled());
        assertThat(readAll()).isEqualTo(VERDICTS);
    }

    @Test
    void refusesAFileOfANewerVersion() throws IOException, SQLException {
        filled();
        raw("PRAGMA user_version = " + (HistorySchema.VERSION + 1));
        assertRefusedAndUntouched(
                Files.readAllBytes(file()),
                "is of version 4, this build knows up to 3; use a newer build, or name another with history.file");
    }

    @Test
    void refusesADatabaseOfSomethingElse() throws IOException, SQLException {
        raw("CREATE TABLE bookmarks (url TEXT)");
        assertRefusedAndUntouched(Files.readAllBytes(file()), "is a database, but not of verdicts");
    }

    @Test
    void refusesAWordThatNoBuildEverWrote() throws IOException, SQLException {
        filled();
        raw("UPDATE verdict SET level = 'superb' WHERE sequence = 7");
        assertRefusedAndUntouched(Files.readAllBytes(file()), "damaged", "verdict 7", "unknown word superb");
    }

    @Test
    void refusesAVerdictThatLostAGate() throws IOException, SQLException {
        filled();
        raw("DELETE FROM gate WHERE verdict = 9 AND position = 2");
        assertRefusedAndUntouched(Files.readAllBytes(file()), "damaged", "verdict 9 is not what was written");
    }

    @Test
    void refusesATimeThatIsNone() throws IOException, SQLException {
        filled();
        raw("UPDATE verdict SET tested_at = 'yesterday' WHERE sequence = 1");
        assertRefusedAndUntouched(Files.readAllBytes(file()), "damaged", "verdict 1", "yesterday");
    }

    @Test
    void bringsAFileOfVersionOneUpToDateAndLosesNothing() throws IOException, SQLException {
        StoredVerdict first = StoredVerdicts.full(RIG, 1);
        StoredVerdict second = StoredVerdicts.full(RIG, 2);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            HistorySchema.upgrade(statement, 0, 1);
            VerdictWriter writer = new VerdictWriter(connection);
            writer.insert(List.of(first));
            writer.insert(List.of(second));
        }
        assertThat(indexes()).isEmpty();

        List<StoredVerdict> read = new ArrayList<>();
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            history.read(RIG, read::add);
            history.store(StoredVerdicts.full(RIG, 3), 1000);
            assertThat(history.armingUse(first.id())).isEqualTo(ArmingUse.UNUSED);
        }
        assertThat(read).containsExactly(first, second);
        assertThat(indexes()).containsExactlyInAnyOrder("verdict_of_rig", "gate_not_passed");
        assertThat(readAll()).isEqualTo(3);
    }

    @Test
    void aMigrationThatFailsChangesNothing() throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            HistorySchema.upgrade(statement, 0, 1);
            statement.execute("CREATE INDEX gate_not_passed ON gate (id)");
        }
        assertThatThrownBy(this::readAll).hasMessageContaining("gate_not_passed already exists");
        assertThat(indexes()).containsExactly("gate_not_passed");
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            assertThat(row.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void aFolderInItsPlaceIsRefused() throws IOException {
        Files.createDirectory(file());
        assertThatThrownBy(this::readAll).hasMessage("history " + file() + ": is not a file");
    }

    /** Where not even root may write. */
    @Test
    void aFolderThatCannotBeWrittenIsRefused() {
        assertThatThrownBy(() -> ReadinessHistory.open(Path.of("/proc/plumb/history.sqlite")))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("history /proc/plumb/history.sqlite: cannot be created: /proc/plumb");
    }

    @Test
    void whatTheDiskTookIsWrittenAheadAndInFull() throws IOException, SQLException {
        try (Connection connection = HistoryFile.open(file());
                Statement statement = connection.createStatement()) {
            assertThat(answer(statement, "PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(answer(statement, "PRAGMA synchronous")).isEqualTo("2");
            assertThat(answer(statement, "PRAGMA foreign_keys")).isEqualTo("1");
            assertThat(answer(statement, "PRAGMA busy_timeout")).isEqualTo(Long.toString(HistoryFile.BUSY.toMillis()));
        }
    }

    private static String answer(Statement statement, String pragma) throws SQLException {
        try (ResultSet row = statement.executeQuery(pragma)) {
            return row.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private void raw(String change) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }

    private List<String> indexes() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
