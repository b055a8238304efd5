package plumb.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a configuration file into a text, whatever the path leads to. Any thread. */
final class ConfigFile {
    /** A complete configuration is some kilobytes; what is larger is another file. */
    private static final int LARGEST = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfigFile() {}

    static String read(Path file) throws ConfigException {
        byte[] bytes = bytes(file);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw problem(file, "not a text in UTF-8");
        }
    }

    private static ConfigException problem(Path file, String problem) {
        return new ConfigException(OneLine.whole(file.toString()) + ": " + problem);
    }

    private static byte[] bytes(Path file) throws ConfigException {
        if (Files.isDirectory(file)) {
            throw problem(file, "a directory; allowed: a YAML file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw problem(file, "larger than 1 MB; allowed: a YAML file of some kB");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw problem(file, "no such file");
        } catch (AccessDeniedException e) {
            throw problem(file, "permission denied");
        } catch (IOException e) {
            throw problem(file, "cannot be read: " + OneLine.of(String.valueOf(e.getMessage())));
        }
    }
}
