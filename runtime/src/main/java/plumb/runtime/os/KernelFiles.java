package plumb.runtime.os;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Reads the small text files with which the kernel describes itself. Any thread; blocks.
 *
 * @param root directory that holds {@code proc} and {@code sys}
 */
record KernelFiles(Path root) {
    /**
     * The stripped content of one file as a value, or why there is none.
     *
     * @param path below the root
     * @param parse throws {@link IllegalArgumentException} for what it does not understand
     */
    <T> Fact<T> read(String path, Function<String, T> parse) {
        try {
            return new Fact.Known<>(
                    parse.apply(Files.readString(root.resolve(path)).strip()));
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
}
