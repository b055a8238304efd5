package plumb.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import plumb.readiness.Waiver;

/** Writes verdicts as rows, inside a transaction. One thread. */
final class VerdictWriter {
    /** Nine decimals, always: what sorts as text sorts as time. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String VERDICT = """
            INSERT INTO verdict (id, tested_at, rig, kind, config_sha256, build_sha256, build_version, build_commit,
                mode, score, level, ready, digest, physical, boot)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String WAIVER =
            "INSERT INTO waiver (verdict, position, gate, granted_by, reason) VALUES (last_insert_rowid(), ?, ?, ?, ?)";
    private static final String GATE = """
            INSERT INTO gate (verdict, position, id, status, critical, weight, comparison, threshold, unit, value, reason)
            VALUES (last_insert_rowid(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Connection connection;

    VerdictWriter(Connection connection) {
        this.connection = connection;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /**
     * Inserts verdicts with their waivers and gates; tables without row ids leave {@code last_insert_rowid()} alone. Each
     * statement is prepared once, not once a verdict.
     */
    void insert(Iterable<StoredVerdict> verdicts) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(VERDICT);
                PreparedStatement waivers = connection.prepareStatement(WAIVER);
                PreparedStatement gates = connection.prepareStatement(GATE)) {
            for (StoredVerdict verdict : verdicts) {
                insertVerdict(row, verdict);
                insertWaivers(waivers, verdict);
                insertGates(gates, verdict);
            }
        }
    }

    private static void insertVerdict(PreparedStatement row, StoredVerdict verdict) throws SQLException {
        row.setString(1, verdict.id());
        row.setString(2, time(verdict.testedAt()));
        row.setString(3, verdict.rig());
        row.setString(4, verdict.binding().rigKind());
        row.setString(5, verdict.binding().configSha256());
        row.setString(6, verdict.binding().buildSha256());
        row.setString(7, verdict.buildVersion());
        row.setString(8, verdict.buildCommit());
        row.setString(9, verdict.mode().id());
        row.setDouble(10, verdict.score());
        row.setString(11, verdict.level().id());
        row.setBoolean(12, verdict.ready());
        row.setString(13, verdict.digest());
        row.setBoolean(14, verdict.binding().physical());
        row.setString(15, verdict.binding().boot());
        row.executeUpdate();
    }

    private static void insertWaivers(PreparedStatement row, StoredVerdict verdict) throws SQLException {
        for (int i = 0; i < verdict.waivers().size(); i++) {
            Waiver waiver = verdict.waivers().get(i);
            row.setInt(1, i);
            row.setString(2, waiver.gate());
            row.setString(3, waiver.grantedBy());
            row.setString(4, waiver.reason());
            row.addBatch();
        }
        row.executeBatch();
    }

    private static void insertGates(PreparedStatement row, StoredVerdict verdict) throws SQLException {
        for (int i = 0; i < verdict.gates().size(); i++) {
            StoredGate gate = verdict.gates().get(i);
            row.setInt(1, i);
            row.setString(2, gate.id());
            row.setString(3, gate.status().id());
            row.setBoolean(4, gate.critical());
            row.setDouble(5, gate.weight());
            row.setString(6, gate.comparison().symbol());
            row.setDouble(7, gate.threshold());
            row.setString(8, gate.unit());
            if (gate.value().isPresent()) {
                row.setDouble(9, gate.value().getAsDouble());
            } else {
                row.setNull(9, Types.REAL);
            }
            row.setString(10, gate.reason());
            row.addBatch();
        }
        row.executeBatch();
    }
}
