package plumb.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** All or nothing. One thread. */
final class Transaction {
    private Transaction() {}

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /**
     * Writes. From the beginning no other process writes; returns when what was written is on the disk, throws when none of it
     * is.
     */
    static void write(Connection connection, Work work) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                work.run();
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                rollBack(statement, e);
                throw e;
            }
        }
    }

    private static void rollBack(Statement statement, Exception cause) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // A full disk ends the transaction by itself; then there is nothing to roll back.
            cause.addSuppressed(e);
        }
    }
}
