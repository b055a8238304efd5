package plumb.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.runtime.os.Fact;
import plumb.runtime.os.RealtimeReport;

class DiskSpeedTest {
    @Test
    void isMeasuredWhereTheFolderWillBeAndLeavesNothing(@TempDir Path folder) throws IOException {
        DiskSpeed speed = DiskSpeed.measure(folder.resolve("runs")).value().orElseThrow();
        assertThat(speed.megabytesPerSecond()).isPositive().isFinite();
        assertThat(speed.longestMillis()).isPositive();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aPlaceThatTakesNothingIsNotMeasured() {
        assertThat(DiskSpeed.measure(Path.of("/proc/self/fdinfo")))
                .isInstanceOfSatisfying(
                        Fact.Unknown.class,
                        unknown ->
                                assertThat(unknown.reason()).startsWith("nothing can be written to /proc/self/fdinfo"));
    }

    @Test
    void thisMachineCanBeReadAsAWhole(@TempDir Path folder) {
        RealtimeReport thread =
                new RealtimeReport(7, "SCHED_FIFO", 80, OptionalInt.of(0), true, true, false, 0, "6.12", List.of());
        MachineFacts facts = MachineFacts.read(Path.of("/"), thread, folder);
        assertThat(facts.java().feature()).isGreaterThanOrEqualTo(25);
        assertThat(facts.java().collectors()).isNotEmpty();
        assertThat(facts.host().kernelRelease().value()).isPresent();
        assertThat(facts.clock().timerResolutionNanos().value()).isPresent();
        assertThat(facts.disk().value()).isPresent();
    }
}
