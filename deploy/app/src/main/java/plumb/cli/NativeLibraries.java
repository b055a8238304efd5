package plumb.cli;

import com.pi4j.library.gpiod.util.NativeLibraryLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.util.OSInfo;

/**
 * Lays the native libraries for this machine into a folder, where an installation wants them: the history's, and on the processor
 * of a Raspberry Pi those of its lines. Unpacked into a temporary folder at each start, a hardened service could not execute them.
 * Called while a package is installed.
 */
final class NativeLibraries {
    /** What the library is called, in the archive and where it is looked for. */
    static final String SQLITE = "libsqlitejdbc.so";

    /** What Pi4J loads, in this order, from the folder that {@code pi4j.library.path} names. */
    static final List<String> PI4J = List.of("libgpiod.so", "libpi4j-gpiod.so");

    private static final String PI_ARCHITECTURE = "aarch64";

    private NativeLibraries() {}

    /** Copies into the folder that the one argument names. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments, System.getProperty("os.arch"), System.err));
    }

    /** Copies; the tests call this. */
    static int execute(String[] arguments, String architecture, PrintStream err) {
        if (arguments.length != 1) {
            err.println("plumb: found " + arguments.length + " arguments; allowed: one folder");
            return ExitCode.USAGE;
        }
        String history = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + SQLITE;
        try {
            lay(OSInfo.class, history, arguments[0]);
            if (architecture.equals(PI_ARCHITECTURE)) {
                for (String library : PI4J) {
                    lay(NativeLibraryLoader.class, "/lib/" + architecture + "/pi4j-gpiod/" + library, arguments[0]);
                }
            }
            return ExitCode.OK;
        } catch (IOException e) {
            err.println("plumb: " + arguments[0] + ": " + e);
            return ExitCode.FAULT;
        }
    }

    private static void lay(Class<?> beside, String name, String folder) throws IOException {
        try (@Nullable InputStream library = beside.getResourceAsStream(name)) {
            if (library == null) {
                throw new IOException("there is no " + name + " for this machine");
            }
            Files.copy(
                    library, Path.of(folder).resolve(Path.of(name).getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
