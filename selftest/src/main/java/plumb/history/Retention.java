package plumb.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Which verdicts of a rig stay: the newest, and those that hold the first or the last failure of a gate. One thread. */
final class Retention {
    /** Parameters: rig, rig, how many to keep, rig. Where there are no more than that, the bound is NULL and nothing matches. */
    private static final String PRUNE = """
            WITH failure AS (
                SELECT gate.id AS id, gate.verdict AS verdict
                FROM verdict JOIN gate ON gate.verdict = verdict.sequence
                WHERE verdict.rig = ?1 AND verdict.mode <> 'interrupted' AND gate.status <> 'pass'
            )
            DELETE FROM verdict
            WHERE rig = ?1
              AND sequence <= (SELECT sequence FROM verdict WHERE rig = ?1 ORDER BY sequence DESC LIMIT 1 OFFSET ?2)
              AND sequence NOT IN (SELECT min(verdict) FROM failure GROUP BY id)
              AND sequence NOT IN (SELECT max(verdict) FROM failure GROUP BY id)
            """;

    private Retention() {}

    /** Deletes the rest, inside a transaction; returns how many. */
    static int prune(Connection connection, String rig, int keep) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PRUNE)) {
            statement.setString(1, rig);
            statement.setInt(2, keep);
            return statement.executeUpdate();
        }
    }
}
