package plumb.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The history cannot be read or written. The message is one line: which file, what is wrong, what to do. Any thread. */
public final class HistoryException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int PRIMARY_CODE = 0xff;

    private HistoryException(Path file, String problem, @Nullable Throwable cause) {
        super("history " + file + ": " + problem, cause);
    }

    static HistoryException of(Path file, String problem) {
        return new HistoryException(file, problem, null);
    }

    /** A file whose content is not what was written. */
    static HistoryException damaged(Path file, String what) {
        return damaged(file, what, null);
    }

    private static HistoryException damaged(Path file, String what, @Nullable Throwable cause) {
        return new HistoryException(
                file,
                "damaged (" + what + "); nothing was changed: restore it from a copy, or move it away to begin anew",
                cause);
    }

    /** What the database says, in words. */
    static HistoryException of(Path file, SQLException problem) {
        int code = problem instanceof SQLiteException sqlite ? sqlite.getResultCode().code & PRIMARY_CODE : -1;
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return damaged(file, String.valueOf(problem.getMessage()), problem);
        }
        return new HistoryException(file, words(code, problem), problem);
    }

    private static String words(int code, SQLException problem) {
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return "cannot be written: the disk is full";
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code) {
            return "cannot be written: another process has been writing for " + HistoryFile.BUSY.toSeconds() + " s";
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return "cannot be written: no permission for the file or its folder, or a read-only disk";
        }
        return "cannot be read or written: " + problem.getMessage();
    }
}
