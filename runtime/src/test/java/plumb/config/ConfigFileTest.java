package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir
    private Path folder;

    private String message(Path file) {
        return Messages.of(() -> ConfigReader.standard().read(Optional.of(file), List.of()));
    }

    private Path file(byte... content) throws IOException {
        return Files.write(folder.resolve("rig.yaml"), content);
    }

    @Test
    void readsAFile() throws Exception {
        Path file = file("rig: {name: mine}".getBytes(StandardCharsets.UTF_8));

        assertThat(ConfigReader.standard().read(Optional.of(file), List.of()).name())
                .isEqualTo("mine");
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() throws Exception {
        Path file = file("\uFEFFrig: {name: mine}".getBytes(StandardCharsets.UTF_8));

        assertThat(ConfigReader.standard().read(Optional.of(file), List.of()).name())
                .isEqualTo("mine");
    }

    @Test
    void namesTheFileAndTheLineOfAProblem() throws IOException {
        Path file = file("rig:\n  name: MINE\n".getBytes(StandardCharsets.UTF_8));

        assertThat(message(file)).startsWith(file + ":2: rig.name is MINE: not a name; allowed: ");
    }

    @Test
    void refusesAMissingFile() {
        assertThat(message(Path.of("no/such.yaml"))).isEqualTo("no/such.yaml: no such file");
    }

    @Test
    void refusesADirectory() {
        assertThat(message(folder)).isEqualTo(folder + ": a directory; allowed: a YAML file");
    }

    @Test
    void refusesAFileThatCannotBeRead() {
        assertThat(message(Path.of("/proc/self/mem"))).startsWith("/proc/self/mem: cannot be read: ");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertThat(message(file())).contains("rig.yaml: empty, changes nothing; allowed: ");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        assertThat(message(file((byte) 0x7f, (byte) 'E', (byte) 'L', (byte) 'F', (byte) 0xff)))
                .endsWith("rig.yaml: not a text in UTF-8");
    }

    @Test
    void refusesAFileOfUnreasonableSize() throws IOException {
        assertThat(message(file(new byte[2_000_000]))).endsWith("larger than 1 MB; allowed: a YAML file of some kB");
    }

    @Test
    void keepsTheMessageOneLineForAStrangePath() {
        assertThat(message(Path.of("a\nb.yaml"))).isEqualTo("a b.yaml: no such file");
    }
}
