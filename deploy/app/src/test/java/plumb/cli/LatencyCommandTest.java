package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.latency.Cyclictest;
import tools.jackson.databind.JsonNode;

class LatencyCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private Typed latency(String... options) throws IOException, InterruptedException {
        try (RunProcess process = RunProcess.start(
                folder, Stream.concat(Stream.of("latency"), Stream.of(options)).toList())) {
            return process.end();
        }
    }

    @Test
    void measuresAsManyWakeUpsAsFitIntoTheDuration() throws IOException, InterruptedException {
        Typed typed = latency("--rate", "2kHz", "--duration", "500ms", "--spin", "20us", "--json");
        assertThat(typed.exit()).as(typed.err()).isZero();
        JsonNode document = typed.json();
        assertThat(document.get("cycles").longValue()).isEqualTo(1000);
        assertThat(document.get("rateHz").doubleValue()).isEqualTo(2000);
        assertThat(document.get("spinUs").doubleValue()).isEqualTo(20);
        assertThat(document.get("wakeupUs").get("max").doubleValue())
                .isGreaterThanOrEqualTo(document.get("wakeupUs").get("p50").doubleValue());
        assertThat(document.get("peer").isNull()).isTrue();
        assertThat(typed.err()).contains("late by", "wake-up p50");
    }

    @Test
    void comparesWithCyclictestOrSaysInOneLineWhatIsMissing() throws IOException, InterruptedException {
        Typed typed = latency("--duration", "200ms", "--against", "cyclictest", "--json", "--quiet");
        if (Cyclictest.find().isEmpty()) {
            assertThat(typed.exit()).isEqualTo(3);
            assertThat(typed.err())
                    .isEqualToIgnoringNewLines(
                            "plumb: cyclictest is not installed; type: sudo apt-get install rt-tests");
            return;
        }
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.json().get("peer").get("cycles").longValue()).isEqualTo(200);
        assertThat(typed.json().get("ratio").propertyNames()).contains("p50", "p99", "p999", "max");
        assertThat(typed.err().replaceAll("\u001b\\[K|\r", "")).isEmpty();
    }

    @Test
    void aSignalEndsItWithWhatWasMeasured() throws IOException, InterruptedException {
        try (RunProcess process = RunProcess.start(folder, List.of("latency", "--duration", "60s", "--json"))) {
            assertThat(process.awaitOnErr("wake-up p50")).isTrue();
            Typed typed = process.keepRunning(500).terminate().end();
            assertThat(typed.exit()).isEqualTo(143);
            assertThat(typed.json().get("stopped").booleanValue()).isTrue();
            assertThat(typed.json().get("cycles").longValue()).isBetween(1L, 59_000L);
        }
    }
}
