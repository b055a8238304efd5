package plumb.history;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library, loaded once for the process. The driver unpacks it; here into a folder of this process alone, of
 * a name that nobody can guess, and gone again as soon as it is loaded: no one can plant another library, and a killed
 * process leaves nothing behind. Any thread.
 */
final class SqliteLibrary {
    /** The driver's property for where it unpacks; whoever sets it looks after the folder. */
    private static final String UNPACK_FOLDER = "org.sqlite.tmpdir";

    private SqliteLibrary() {}

    /** Loads it where it is not loaded yet; throws {@link IOException} with what to do where that is impossible. */
    static synchronized void load() throws IOException {
        if (System.getProperty(UNPACK_FOLDER) != null) {
            initialize(Path.of(System.getProperty(UNPACK_FOLDER)));
            return;
        }
        Path folder = Files.createTempDirectory("plumb-sqlite");
        System.setProperty(UNPACK_FOLDER, folder.toString());
        try {
            initialize(folder);
        } catch (IOException e) {
            System.clearProperty(UNPACK_FOLDER);
            throw e;
        } finally {
            delete(folder);
        }
    }

    private static void initialize(Path folder) throws IOException {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new IOException(
                    "SQLite's library cannot be loaded from " + folder
                            + "; give a folder from which programs may run: PLUMB_JAVA_OPTS=-Dorg.sqlite.tmpdir=FOLDER ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(folder)) {
            for (Path file : unpacked) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
