package plumb.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.observe.PhaseSummary;
import plumb.runtime.os.RealtimeReport;

/** The other program is a script here: what is asked of it and what is made of its answers. */
class CyclictestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SLOWEST = 1_000_000_000;

    @TempDir
    private Path folder = Path.of("");

    private static RealtimeReport got(int priority, OptionalInt cpu, boolean keptAwake) {
        return new RealtimeReport(7, "any", priority, cpu, true, true, keptAwake, 0, "6.12", List.of());
    }

    private Path program(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("cyclictest"), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Cyclictest started(boolean keptAwake, String... lines) throws IOException {
        // One warm-up cycle at a period of a second.
        return Cyclictest.start(program(lines), got(80, OptionalInt.of(0), keptAwake), SLOWEST, 3);
    }

    @Test
    void isAskedForWhatOurOwnLoopGot() {
        assertThat(Cyclictest.command(Path.of("/x/cyclictest"), got(80, OptionalInt.of(1), true), 1_000_000, 5000))
                .containsExactly(
                        "/x/cyclictest",
                        "--mlockall",
                        "--threads=1",
                        "--affinity=1",
                        "--policy=fifo",
                        "--priority=80",
                        "--interval=1000",
                        "--loops=5000",
                        "--nsecs",
                        "--verbose");
        assertThat(Cyclictest.command(Path.of("c"), got(0, OptionalInt.empty(), false), 333_333, 10))
                .contains("--policy=other", "--interval=333")
                .noneMatch(word -> word.startsWith("--affinity") || word.startsWith("--priority"));
    }

    @Test
    void isFoundOnThePathOrNot() throws IOException {
        Path program = program("exit 0");
        assertThat(Cyclictest.find("/nowhere" + File.pathSeparator + folder)).contains(program);
        assertThat(Cyclictest.find("/nowhere" + File.pathSeparator)).isEmpty();
    }

    @Test
    void countsItsLatenciesWithoutTheWarmUp() throws Exception {
        try (Cyclictest peer =
                started(false, "echo '0:0:800000'", "echo '0:1:4000'", "echo '0:2:5000'", "echo '0:3:6000'")) {
            assertThat(peer.join(PATIENCE)).isTrue();
            PhaseSummary summary = peer.record().summary().orElseThrow();
            assertThat(summary.count()).isEqualTo(3);
            assertThat(summary.max()).isEqualTo(6.0);
            assertThat(peer.keptAwake()).isFalse();
        }
    }

    @Test
    void itsProcessorIsKeptAwakeWhereOursWas() throws Exception {
        Cyclictest ended;
        try (Cyclictest peer = started(true, "exec sleep 60")) {
            ended = peer;
            assertThat(peer.keptAwake()).isTrue();
            assertThat(peer.join(Duration.ofMillis(1))).isFalse();
            peer.requestStop();
            assertThat(peer.join(PATIENCE)).isTrue();
        }
        assertThat(ended.keptAwake()).isFalse();
    }

    @Test
    void whatItSaysWhenItFailsIsPassedOn() throws IOException {
        try (Cyclictest peer = started(
                false,
                "echo '# a comment' >&2",
                "echo 'FATAL: failed to set priority' >&2",
                "echo ' ' >&2",
                "exit 3")) {
            assertThatThrownBy(() -> peer.join(PATIENCE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cyclictest ended with code 3 and 0 figures: FATAL: failed to set priority");
        }
    }

    @Test
    void anEndWithoutFiguresIsAFailure() throws IOException {
        try (Cyclictest peer = started(false, "echo nothing")) {
            assertThatThrownBy(() -> peer.join(PATIENCE))
                    .hasMessage("cyclictest ended with code 0 and 0 figures: it gave no reason");
        }
    }

    @Test
    void aProgramThatCannotBeStartedIsAFailure() {
        assertThatThrownBy(() -> Cyclictest.start(folder, got(80, OptionalInt.of(0), true), SLOWEST, 3))
                .isInstanceOf(IOException.class);
    }
}
