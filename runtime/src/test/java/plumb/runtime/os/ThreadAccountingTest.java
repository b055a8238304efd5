package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadAccountingTest {
    @TempDir
    private Path root = Path.of("");

    @Test
    void readsWhatTheKernelCounts() throws IOException {
        Path task = Files.createDirectories(root.resolve("proc/self/task/7"));
        Files.writeString(
                task.resolve("status"), "Name:\tx\nvoluntary_ctxt_switches:\t99\nnonvoluntary_ctxt_switches:\t12\n");
        Files.writeString(task.resolve("schedstat"), "1000 2500 3\n");
        Files.writeString(task.resolve("stat"), "7 (a) (b c) S 1 2 3 0 -1 4194304 55 0 6 0 1 2 3\n");
        Files.writeString(
                root.resolve("proc/stat"),
                "cpu  9 9 9 9 9 9 9 9 9 9\ncpu1 1 2 3 4 5 6 7 8 0 0\ncpu11 0 0 0 0 0 0 0 1 0 0\n");

        ThreadSample sample = new ThreadAccounting(root, 7, OptionalInt.of(1)).read();

        assertThat(sample.involuntarySwitches()).hasValue(12);
        assertThat(sample.waitedNanos()).hasValue(2500);
        assertThat(sample.minorFaults()).hasValue(55);
        assertThat(sample.majorFaults()).hasValue(6);
        assertThat(sample.stolenNanos()).hasValue(80_000_000);
        assertThat(new ThreadAccounting(root, 7, OptionalInt.empty()).read().stolenNanos())
                .isEmpty();
    }

    @Test
    void whatCannotBeReadStaysUnknown() throws IOException {
        Path task = Files.createDirectories(root.resolve("proc/self/task/7"));
        Files.writeString(task.resolve("schedstat"), "nonsense");
        ThreadSample sample = new ThreadAccounting(root, 7, OptionalInt.of(1)).read();

        assertThat(sample.involuntarySwitches()).isEmpty();
        assertThat(sample.waitedNanos()).isEmpty();
        assertThat(sample.minorFaults()).isEmpty();
        assertThat(sample.stolenNanos()).isEmpty();
        assertThat(sample.since(sample).waitedNanos()).isEmpty();
    }

    @Test
    void everyKernelCountsForThisThread() {
        ThreadSample first = new ThreadAccounting(Posix.threadId(), OptionalInt.of(0)).read();
        assertThat(first.involuntarySwitches()).isPresent();
        assertThat(first.minorFaults()).isPresent();
        assertThat(first.stolenNanos()).isPresent();
    }
}
