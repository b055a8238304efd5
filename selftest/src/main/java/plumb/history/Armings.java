package plumb.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Which verdicts have armed a rig. One thread. */
final class Armings {
    private static final String LOOK = """
            SELECT arming.verdict IS NOT NULL
            FROM verdict LEFT JOIN arming ON arming.verdict = verdict.sequence WHERE verdict.id = ?
            """;
    private static final String USE =
            "INSERT INTO arming (verdict, armed_at) SELECT sequence, ? FROM verdict WHERE id = ?";

    private Armings() {}

    static ArmingUse look(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return ArmingUse.UNKNOWN;
                }
                return row.getBoolean(1) ? ArmingUse.USED : ArmingUse.UNUSED;
            }
        }
    }

    /** Inside a transaction that nobody else writes in. */
    static void use(Connection connection, String id, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(USE)) {
            statement.setString(1, VerdictWriter.time(at));
            statement.setString(2, id);
            statement.executeUpdate();
        }
    }
}
