package plumb.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.sqlite.util.OSInfo;

/**
 * Lays the history's native library for this machine into a folder, where an installation wants it: unpacked into a temporary
 * folder at each start, a hardened service could not execute it. Called while a package is installed.
 */
final class NativeLibraries {
    /** What the library is called, in the archive and where it is looked for. */
    static final String SQLITE = "libsqlitejdbc.so";

    private NativeLibraries() {}

    /** Copies into the folder that the one argument names. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments, System.err));
    }

    /** Copies; the tests call this. */
    static int execute(String[] arguments, PrintStream err) {
        if (arguments.length != 1) {
            err.println("plumb: found " + arguments.length + " arguments; allowed: one folder");
            return ExitCode.USAGE;
        }
        String name = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + SQLITE;
        try (@Nullable InputStream library = OSInfo.class.getResourceAsStream(name)) {
            if (library == null) {
                err.println("plumb: there is no " + name + " for this machine; the history cannot be kept here");
                return ExitCode.FAULT;
            }
            Files.copy(library, Path.of(arguments[0], SQLITE), StandardCopyOption.REPLACE_EXISTING);
            return ExitCode.OK;
        } catch (IOException e) {
            err.println("plumb: " + arguments[0] + ": " + e);
            return ExitCode.FAULT;
        }
    }
}
