package plumb.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Every verdict that was given, in a file that several processes may use at once. Housekeeping thread, and never while a loop
 * is engaged.
 *
 * <p>What {@link #store} returned from survives the death of the process and a loss of power; a verdict is there with all its
 * gates or not at all. A file that does not say what was written is refused, never replaced.
 */
public final class ReadinessHistory implements AutoCloseable {
    private final Path file;
    private final Connection connection;
    private final VerdictWriter writer;
    private final VerdictReader reader;

    private ReadinessHistory(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.writer = new VerdictWriter(connection);
        this.reader = new VerdictReader(connection, file);
    }

    /** What is done with a verdict that was read. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes the next verdict. */
        void visit(StoredVerdict verdict) throws IOException;
    }

    /**
     * Opens the history; creates it where there is none.
     *
     * @throws IOException in one line, where the file is damaged, of a newer version, or cannot be written
     */
    public static ReadinessHistory open(Path file) throws IOException {
        return new ReadinessHistory(file, HistoryFile.open(file));
    }

    /** Loads what reading and writing need, so that {@link #open} is quick. Any thread. */
    public static void prepare() throws IOException {
        SqliteLibrary.load();
    }

    /** Opens the history where there is one; creates nothing. Throws as {@link #open}. */
    public static Optional<ReadinessHistory> openExisting(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(open(file)) : Optional.empty();
    }

    /**
     * Stores one verdict in a transaction of its own, and lets go of the rig's verdicts beyond the newest {@code keep} as
     * {@link #prune} does. Returns when it is on the disk.
     */
    public void store(StoredVerdict verdict, int keep) throws HistoryException {
        write(() -> {
            writer.insert(List.of(verdict));
            Retention.prune(connection, verdict.rig(), keep);
        });
    }

    /** Stores many verdicts in one transaction: all are on the disk when this returns, none when it throws. */
    public void storeAll(List<StoredVerdict> verdicts) throws HistoryException {
        write(() -> writer.insert(verdicts));
    }

    /** Reads all verdicts of a rig, oldest first, one at a time; each is compared with what was written. */
    public void read(String rig, Visitor visitor) throws IOException {
        reader.read(rig, visitor);
    }

    /** Whether the verdict has armed a rig. */
    public ArmingUse armingUse(String verdictId) throws HistoryException {
        try {
            return Armings.look(connection, verdictId);
        } catch (SQLException e) {
            throw HistoryException.of(file, e);
        }
    }

    /**
     * Uses up a verdict's leave to arm. Of all processes that try, one finds it unused; that it is used is on the disk when this
     * returns.
     *
     * @return what it was before: only where {@link ArmingUse#UNUSED} may the rig be armed
     */
    public ArmingUse useForArming(String verdictId, Instant at) throws HistoryException {
        AtomicReference<ArmingUse> before = new AtomicReference<>(ArmingUse.UNKNOWN);
        write(() -> {
            before.set(Armings.look(connection, verdictId));
            if (before.get() == ArmingUse.UNUSED) {
                Armings.use(connection, verdictId, at);
            }
        });
        return before.get();
    }

    /** How many verdicts there are of every rig; the rig that was tested last comes first. */
    public Map<String, Integer> rigs() throws HistoryException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT rig, count(*) FROM verdict GROUP BY rig ORDER BY max(sequence) DESC")) {
            Map<String, Integer> rigs = new LinkedHashMap<>();
            while (row.next()) {
                rigs.put(row.getString(1), row.getInt(2));
            }
            return rigs;
        } catch (SQLException e) {
            throw HistoryException.of(file, e);
        }
    }

    /**
     * Deletes the verdicts of every rig beyond its newest {@code keep}, but for those that hold the first or the last failure of
     * a gate, and gives the space back to the disk.
     *
     * @return how many were deleted
     */
    public int prune(int keep) throws HistoryException {
        int[] deleted = {0};
        List<String> rigs = List.copyOf(rigs().keySet());
        write(() -> {
            for (String rig : rigs) {
                deleted[0] += Retention.prune(connection, rig, keep);
            }
        });
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM");
        } catch (SQLException e) {
            throw HistoryException.of(file, e);
        }
        return deleted[0];
    }

    private void write(Transaction.Work work) throws HistoryException {
        try {
            Transaction.write(connection, work);
        } catch (SQLException e) {
            throw HistoryException.of(file, e);
        }
    }

    /** Closes the file. */
    @Override
    public void close() throws HistoryException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw HistoryException.of(file, e);
        }
    }
}
