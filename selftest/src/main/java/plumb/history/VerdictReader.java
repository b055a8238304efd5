package plumb.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import plumb.readiness.Binding;
import plumb.readiness.Comparison;
import plumb.readiness.GateStatus;
import plumb.readiness.Level;
import plumb.readiness.Waiver;

/** Reads rows as verdicts, and makes sure that they are what was written. One thread. */
final class VerdictReader {
    private static final String VERDICTS = """
            SELECT sequence, id, tested_at, rig, kind, config_sha256, build_sha256, build_version, build_commit,
                mode, score, level, ready, digest, physical, boot
            FROM verdict WHERE rig = ? ORDER BY sequence
            """;
    private static final String WAIVERS =
            "SELECT gate, granted_by, reason FROM waiver WHERE verdict = ? ORDER BY position";
    private static final String GATES = """
            SELECT id, status, critical, weight, comparison, threshold, unit, value, reason
            FROM gate WHERE verdict = ? ORDER BY position
            """;

    private final Connection connection;
    private final Path file;

    VerdictReader(Connection connection, Path file) {
        this.connection = connection;
        this.file = file;
    }

    /** Reads all verdicts of a rig, oldest first, as they are at one moment. */
    void read(String rig, ReadinessHistory.Visitor visitor) throws IOException {
        try (Statement moment = connection.createStatement()) {
            moment.execute("BEGIN");
            try (PreparedStatement verdicts = connection.prepareStatement(VERDICTS);
                    PreparedStatement waivers = connection.prepareStatement(WAIVERS);
                    PreparedStatement gates = connection.prepareStatement(GATES)) {
                verdicts.setString(1, rig);
                try (ResultSet row = verdicts.executeQuery()) {
                    while (row.next()) {
                        visitor.visit(checked(row, waivers, gates));
                    }
                }
            } finally {
                moment.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            throw HistoryException.of(file, e);
        }
    }

    private StoredVerdict checked(ResultSet row, PreparedStatement waivers, PreparedStatement gates)
            throws SQLException, HistoryException {
        long sequence = row.getLong(1);
        StoredVerdict verdict;
        try {
            verdict = verdict(row, waivers(waivers, sequence), gates(gates, sequence));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw HistoryException.damaged(file, "verdict " + sequence + ": " + e.getMessage());
        }
        if (!verdict.digest().equals(row.getString(14))) {
            throw HistoryException.damaged(file, "verdict " + sequence + " is not what was written");
        }
        return verdict;
    }

    private static StoredVerdict verdict(ResultSet row, List<Waiver> waivers, List<StoredGate> gates)
            throws SQLException {
        return new StoredVerdict(
                row.getString(2),
                Instant.parse(row.getString(3)),
                new Binding(
                        row.getString(6),
                        row.getString(7),
                        row.getString(5),
                        row.getString(4),
                        row.getBoolean(15),
                        row.getString(16)),
                row.getString(8),
                row.getString(9),
                word(TestMode.values(), TestMode::id, row.getString(10)),
                row.getDouble(11),
                word(Level.values(), Level::id, row.getString(12)),
                row.getBoolean(13),
                waivers,
                gates);
    }

    private static List<Waiver> waivers(PreparedStatement statement, long sequence) throws SQLException {
        statement.setLong(1, sequence);
        List<Waiver> waivers = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                waivers.add(new Waiver(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return waivers;
    }

    private static List<StoredGate> gates(PreparedStatement statement, long sequence) throws SQLException {
        statement.setLong(1, sequence);
        List<StoredGate> gates = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                double value = row.getDouble(8);
                OptionalDouble measured = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
                gates.add(new StoredGate(
                        row.getString(1),
                        word(GateStatus.values(), GateStatus::id, row.getString(2)),
                        row.getBoolean(3),
                        row.getDouble(4),
                        word(Comparison.values(), Comparison::symbol, row.getString(5)),
                        row.getDouble(6),
                        row.getString(7),
                        measured,
                        row.getString(9)));
            }
        }
        return gates;
    }

    /** The constant that is written so; the words are the ids that the writer used, so none can be missing. */
    private static <E> E word(E[] constants, Function<E, String> id, String found) {
        for (E constant : constants) {
            if (id.apply(constant).equals(found)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("unknown word " + found);
    }
}
