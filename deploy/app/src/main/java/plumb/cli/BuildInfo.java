package plumb.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/**
 * Which build this is. Immutable; any thread.
 *
 * @param version of the product
 * @param commit abbreviated, with {@code -dirty} where the sources had changes; {@code unknown} outside a repository
 * @param sha256 over all code as it is loaded, libraries included, 64 hexadecimal digits
 */
record BuildInfo(String version, String commit, String sha256) {
    /** Reads what the build wrote and hashes the code that runs. */
    static BuildInfo read() throws IOException {
        return read(hash());
    }

    private static BuildInfo read(String sha256) throws IOException {
        Properties properties = new Properties();
        try (@Nullable InputStream in = BuildInfo.class.getResourceAsStream("/plumb/build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        }
        String commit = properties.getProperty("git.commit.id.abbrev", "unknown");
        boolean dirty = Boolean.parseBoolean(properties.getProperty("git.dirty", "false"));
        return new BuildInfo(
                properties.getProperty("git.build.version", "unknown"), dirty ? commit + "-dirty" : commit, sha256);
    }

    /** Hash over name, length and content of every file on the class path, libraries included. */
    private static String hash() throws IOException {
        MessageDigest digest = sha256Digest();
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                .toList();
        for (Path entry : entries) {
            for (Path file : files(entry)) {
                byte[] content = Files.readAllBytes(file);
                digest.update((file.getFileName() + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> files(Path entry) throws IOException {
        try (Stream<Path> all = Files.walk(entry)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** For {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            // Asked by the command line before every command: without hashing some twenty megabytes.
            BuildInfo build = read("");
            return new String[] {"plumb " + build.version() + " (" + build.commit() + ")"};
        }
    }
}
