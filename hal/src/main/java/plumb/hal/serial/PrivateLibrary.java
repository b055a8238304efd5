package plumb.hal.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import plumb.hal.RigException;

/**
 * Loads the native part of jSerialComm from a directory that only this user can write to. By itself the library unpacks into
 * one in {@code /tmp} that everybody may write to, from which a runtime with root's rights must not load code.
 */
final class PrivateLibrary {
    private static final String TEMPORARY = "java.io.tmpdir";

    private static boolean loaded;

    private PrivateLibrary() {}

    /** Loads it, once. Any thread. */
    static synchronized void load() throws RigException {
        if (loaded) {
            return;
        }
        String before = System.getProperty(TEMPORARY);
        try {
            // Mode 0700. What is mapped stays mapped after the file has gone.
            Path directory = Files.createTempDirectory("plumb-serial");
            try {
                System.setProperty(TEMPORARY, directory.toString());
                SerialPort.getVersion();
            } finally {
                System.setProperty(TEMPORARY, before);
                delete(directory);
            }
        } catch (IOException | LinkageError e) {
            throw new RigException("the native library for serial ports cannot be loaded: " + e.getMessage());
        }
        loaded = true;
    }

    private static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
