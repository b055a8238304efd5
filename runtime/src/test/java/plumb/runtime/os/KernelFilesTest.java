package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KernelFilesTest {
    @Test
    void readsAFileOfProcSysWhole() throws IOException, InterruptedException {
        // The shell's own reading of the same file is the reference: such files end early for a reader in pieces.
        Process cat = new ProcessBuilder("cat", "/proc/sys/kernel/sched_rt_period_us").start();
        String reference = new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(cat.waitFor()).isZero();

        Fact<String> read = new KernelFiles(Path.of("/")).read("proc/sys/kernel/sched_rt_period_us", text -> text);

        assertThat(reference).hasSizeGreaterThan(1);
        assertThat(read).isEqualTo(new Fact.Known<>(reference));
    }

    @Test
    void saysWhyThereIsNoValue() {
        assertThat(new KernelFiles(Path.of("/")).read("proc/sys/kernel/no-such-file", text -> text))
                .isEqualTo(new Fact.Unknown<>("/proc/sys/kernel/no-such-file does not exist"));
    }
}
