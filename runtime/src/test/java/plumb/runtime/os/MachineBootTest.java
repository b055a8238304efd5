package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineBootTest {
    @TempDir
    private Path root = Path.of("");

    @Test
    void isTheSameUntilTheMachineIsStartedAnew() throws IOException {
        assertThat(MachineBoot.id()).isNotBlank().isEqualTo(MachineBoot.id());
    }

    @Test
    void isWhatTheKernelSays() throws IOException {
        write("4711\n");
        assertThat(MachineBoot.id(root)).isEqualTo("4711");
    }

    @Test
    void isNotMadeUpWhereTheKernelDoesNotTell() throws IOException {
        assertThatThrownBy(() -> MachineBoot.id(root)).isInstanceOf(NoSuchFileException.class);
        write("\n");
        assertThatThrownBy(() -> MachineBoot.id(root)).hasMessageEndingWith("boot_id: is empty");
    }

    private void write(String text) throws IOException {
        Path file = root.resolve("proc/sys/kernel/random/boot_id");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
