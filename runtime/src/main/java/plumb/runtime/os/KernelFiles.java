package plumb.runtime.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the small text files with which the kernel describes itself. Any thread; blocks.
 *
 * @param root directory that holds {@code proc} and {@code sys}
 */
record KernelFiles(Path root) {
    private static final int LONGEST = 1 << 16;

    /**
     * The stripped content of one file as a value, or why there is none.
     *
     * @param path below the root
     * @param parse throws {@link IllegalArgumentException} for what it does not understand
     */
    <T> Fact<T> read(String path, Function<String, T> parse) {
        try {
            return new Fact.Known<>(parse.apply(content(root.resolve(path)).strip()));
        } catch (NoSuchFileException e) {
            return new Fact.Unknown<>("/" + path + " does not exist");
        } catch (AccessDeniedException e) {
            return new Fact.Unknown<>("no permission to read /" + path);
        } catch (IOException e) {
            return new Fact.Unknown<>("/" + path + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return new Fact.Unknown<>("/" + path + " is not understood: " + e.getMessage());
        }
    }

    /** The names in a directory, in order, or why there are none. */
    Fact<List<String>> list(String path) {
        try (Stream<Path> entries = Files.list(root.resolve(path))) {
            return new Fact.Known<>(entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList());
        } catch (NoSuchFileException e) {
            return new Fact.Unknown<>("/" + path + " does not exist");
        } catch (AccessDeniedException e) {
            return new Fact.Unknown<>("no permission to read /" + path);
        } catch (IOException e) {
            return new Fact.Unknown<>("/" + path + " cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads in one go. {@code Files.readString} first reads as many bytes as the file claims to have, here 0 or 1, and a
     * {@code /proc/sys} file that is read in pieces ends after the first.
     */
    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }
}
