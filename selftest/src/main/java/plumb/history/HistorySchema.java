package plumb.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a history and how those of an earlier version become those of this one: step {@code n} takes a file from
 * version {@code n} to {@code n + 1}; all steps that a file needs are one transaction. A step that was released is never
 * changed; a new one is added. One thread.
 */
final class HistorySchema {
    /** Marks a file as a history of this product: "Plmb". */
    static final int APPLICATION = 0x506c6d62;

    private static final List<List<String>> STEPS = List.of(
            List.of("""
                    CREATE TABLE verdict (
                        sequence INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which they were stored
                        id TEXT NOT NULL UNIQUE,
                        tested_at TEXT NOT NULL, -- UTC, with nine decimals: sorts as time does
                        rig TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        physical INTEGER NOT NULL,
                        boot TEXT NOT NULL,
                        config_sha256 TEXT NOT NULL,
                        build_sha256 TEXT NOT NULL,
                        build_version TEXT NOT NULL,
                        build_commit TEXT NOT NULL,
                        mode TEXT NOT NULL,
                        score REAL NOT NULL,
                        level TEXT NOT NULL,
                        ready INTEGER NOT NULL,
                        digest TEXT NOT NULL -- SHA-256 over what is kept of the verdict
                    ) STRICT
                    """, """
                    CREATE TABLE waiver (
                        verdict INTEGER NOT NULL REFERENCES verdict (sequence) ON DELETE CASCADE,
                        position INTEGER NOT NULL,
                        gate TEXT NOT NULL,
                        granted_by TEXT NOT NULL,
                        reason TEXT NOT NULL,
                        PRIMARY KEY (verdict, position)
                    ) STRICT, WITHOUT ROWID
                    """, """
                    CREATE TABLE gate (
                        verdict INTEGER NOT NULL REFERENCES verdict (sequence) ON DELETE CASCADE,
                        position INTEGER NOT NULL,
                        id TEXT NOT NULL,
                        status TEXT NOT NULL,
                        critical INTEGER NOT NULL,
                        weight REAL NOT NULL,
                        comparison TEXT NOT NULL,
                        threshold REAL NOT NULL,
                        unit TEXT NOT NULL,
                        value REAL, -- NULL: not measured
                        reason TEXT NOT NULL,
                        PRIMARY KEY (verdict, position)
                    ) STRICT, WITHOUT ROWID
                    """),
            List.of(
                    "CREATE INDEX verdict_of_rig ON verdict (rig, sequence)",
                    "CREATE INDEX gate_not_passed ON gate (id, verdict) WHERE status <> 'pass'"),
            List.of("""
                    CREATE TABLE arming ( -- which verdicts, handed over signed, have armed a rig: each does so once
                        verdict INTEGER PRIMARY KEY REFERENCES verdict (sequence) ON DELETE CASCADE,
                        armed_at TEXT NOT NULL
                    ) STRICT
                    """));

    /** The version that this build writes. */
    static final int VERSION = STEPS.size();

    private HistorySchema() {}

    /** Brings a file up to this version, or leaves it alone where it is of it; refuses one of a newer version. */
    static void migrate(Connection connection, Path file) throws SQLException, HistoryException {
        try (Statement statement = connection.createStatement()) {
            if (number(statement, "PRAGMA application_id") != APPLICATION) {
                throw HistoryException.of(file, "is a database, but not of verdicts; name another with history.file");
            }
            int version = number(statement, "PRAGMA user_version");
            if (version > VERSION) {
                throw HistoryException.of(
                        file,
                        "is of version " + version + ", this build knows up to " + VERSION
                                + "; use a newer build, or name another with history.file");
            }
            // Also where there is nothing to do: whether the file can be written is better known before a self-test.
            Transaction.write(connection, () -> upgrade(statement, number(statement, "PRAGMA user_version"), VERSION));
        }
    }

    /** Takes the steps from one version to another, inside a transaction. */
    static void upgrade(Statement statement, int from, int to) throws SQLException {
        if (from >= to) {
            return;
        }
        for (List<String> step : STEPS.subList(from, to)) {
            for (String change : step) {
                statement.execute(change);
            }
        }
        statement.execute("PRAGMA application_id = " + APPLICATION);
        statement.execute("PRAGMA user_version = " + to);
    }

    private static int number(Statement statement, String pragma) throws SQLException {
        try (ResultSet row = statement.executeQuery(pragma)) {
            return row.getInt(1);
        }
    }
}
