package plumb.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;

/** A process that is killed while it records leaves a recording that replays to its last block. */
class KilledRecorderTest {
    private static final long ENOUGH_BYTES = 600_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path folder;

    @Test
    void whatIsOnDiskWhenTheProcessIsKilledReplaysBitForBit()
            throws IOException, InterruptedException, ConfigException {
        Path file = folder.resolve(RecordingFiles.FIRST);
        Path err = folder.resolve("stderr");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordedProcess.class.getName(),
                        folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        try {
            long began = System.nanoTime();
            while (!Files.exists(file) || Files.size(file) < ENOUGH_BYTES) {
                assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                        .as("ended by itself: %s", Files.readString(err))
                        .isFalse();
                assertThat(System.nanoTime() - began).as("waited, ns").isLessThan(PATIENCE_NANOS);
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        ReplayResult replay;
        try (RecordingReader reader = RecordingReader.open(file)) {
            replay = Replay.exactly(reader, "test");
        }
        assertThat(replay.ending()).isEqualTo(Ending.CUT_OFF);
        assertThat(replay.damages()).isEmpty();
        assertThat(replay.firstDifference()).isEmpty();
        assertThat(replay.identical()).isTrue();
        assertThat(replay.cycles()).isGreaterThan(1_000);
    }
}
