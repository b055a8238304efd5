package plumb.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens the file of a history: examined before anything is written to it, and created whole or not at all. One thread.
 *
 * <p>WAL, so that readers never wait for a writer, and {@code synchronous=FULL}: a commit returns when its pages are on the
 * disk.
 */
final class HistoryFile {
    /** How long to wait for another process that writes. */
    static final Duration BUSY = Duration.ofSeconds(10);

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private HistoryFile() {}

    /** Opens it; creates it where it does not exist. */
    static Connection open(Path file) throws IOException {
        SqliteLibrary.load();
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return connect(file);
        } catch (FileSystemException e) {
            throw HistoryException.of(
                    file,
                    "cannot be created: " + e.getFile() + ": "
                            + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
        } catch (SQLException e) {
            throw HistoryException.of(file, e);
        }
    }

    private static Connection connect(Path file) throws IOException, SQLException {
        checkBeginning(file);
        Connection connection = connection(file, false);
        try {
            checkPages(connection, file);
            HistorySchema.migrate(connection, file);
            return connection;
        } catch (SQLException | IOException e) {
            connection.close();
            throw e;
        }
    }

    /** An empty file would pass for an empty database: one that lost everything must not. */
    private static void checkBeginning(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw HistoryException.of(file, "is not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw HistoryException.damaged(file, "it does not begin as an SQLite database");
            }
        }
    }

    private static void checkPages(Connection connection, Path file) throws SQLException, HistoryException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            String found = row.getString(1);
            if (!found.equals("ok")) {
                throw HistoryException.damaged(file, found.replaceAll("\\s*\\R\\s*", " "));
            }
        }
    }

    /** Made under another name and then linked: no process ever sees a file that is half made. */
    private static void create(Path file) throws IOException, SQLException {
        Path folder = Files.createDirectories(folderOf(file));
        Path fresh = folder.resolve(
                file.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime());
        try {
            try (Connection connection = connection(fresh, true);
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                Transaction.write(connection, () -> HistorySchema.upgrade(statement, 0, HistorySchema.VERSION));
            }
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // Another process was quicker: its file is as good.
        } finally {
            Files.deleteIfExists(fresh);
        }
        sync(folder);
        sync(folderOf(folder));
    }

    private static Path folderOf(Path file) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder;
    }

    /** So that the name, too, is there after a loss of power. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Connection connection(Path file, boolean create) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        if (!create) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        config.setBusyTimeout(Math.toIntExact(BUSY.toMillis()));
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }
}
