package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import plumb.config.ConfigException;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.observe.PhaseSummary;
import plumb.runtime.os.Degradation;
import plumb.runtime.os.RealtimeReport;
import tools.jackson.databind.JsonNode;

class LatencyReportTest {
    private static final BuildInfo BUILD = new BuildInfo("1", "abc", "00");
    private static final PhaseSummary OURS = new PhaseSummary(1000, 1, 2, 3, 4, 5, 60);
    private static final PhaseSummary THEIRS = new PhaseSummary(1000, 10, 10, 6, 4, 0, 30);

    private static RealtimeReport realtime(boolean granted) {
        return new RealtimeReport(
                7,
                granted ? "SCHED_FIFO" : "SCHED_OTHER",
                granted ? 80 : 0,
                OptionalInt.of(1),
                granted,
                granted,
                granted,
                0,
                "6.12",
                granted ? List.of() : List.of(new Degradation("SCHED_FIFO 80", "not permitted", "sudo x")));
    }

    private static LatencyReport report(
            boolean granted, Optional<PhaseSummary> ours, Optional<LatencyReport.Peer> peer, boolean stopped)
            throws ConfigException {
        RigConfig config = ConfigReader.standard().read(Optional.empty(), List.of());
        return new LatencyReport(config, realtime(granted), ours, 2, peer, stopped);
    }

    private static Optional<LatencyReport.Peer> peer(Optional<PhaseSummary> theirs) {
        return Optional.of(new LatencyReport.Peer("cyclictest", "cyclictest -x", true, theirs));
    }

    @Test
    void theRatioIsOursByTheirsAndNullWhereTheirsIsNothing() throws ConfigException {
        JsonNode document = Typed.json(report(true, Optional.of(OURS), peer(Optional.of(THEIRS)), false)
                .json(BUILD));
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/latency/v1");
        assertThat(document.get("cycles").longValue()).isEqualTo(1000);
        assertThat(document.get("wakeupUs").get("p999").doubleValue()).isEqualTo(4);
        assertThat(document.get("peer").get("name").stringValue()).isEqualTo("cyclictest");
        assertThat(document.get("peer").get("wakeupUs").get("max").doubleValue())
                .isEqualTo(30);
        JsonNode ratio = document.get("ratio");
        assertThat(ratio.get("p50").doubleValue()).isEqualTo(0.1, within(1e-12));
        assertThat(ratio.get("p99").doubleValue()).isEqualTo(0.5);
        assertThat(ratio.get("p999").doubleValue()).isEqualTo(1);
        assertThat(ratio.get("p9999").isNull()).isTrue();
        assertThat(ratio.get("max").doubleValue()).isEqualTo(2);
    }

    @Test
    void withoutComparisonThereIsNoPeerAndNoRatio() throws ConfigException {
        LatencyReport alone = report(true, Optional.of(OURS), Optional.empty(), false);
        JsonNode document = Typed.json(alone.json(BUILD));
        assertThat(document.get("peer").isNull()).isTrue();
        assertThat(document.get("ratio").isNull()).isTrue();
        assertThat(alone.text(Screen.unwatched().terminal()))
                .contains("SCHED_FIFO 80 on cpu 1", "spin 150", "p99.99", "plumb", "2 periods missed")
                .doesNotContain("cyclictest", "ratio", "stopped");
    }

    @Test
    void theTableShowsBothAndTheirRatio() throws ConfigException {
        String text = report(true, Optional.of(OURS), peer(Optional.of(THEIRS)), false)
                .text(Screen.unwatched().terminal());
        assertThat(text.lines().toList())
                .anyMatch(line -> line.matches("  plumb +1\\.00 +2\\.00 +3\\.00 +4\\.00 +5\\.00 +60\\.00"))
                .anyMatch(line -> line.matches("  cyclictest +10\\.00 +10\\.00 +6\\.00 +4\\.00 +0\\.00 +30\\.00"))
                .anyMatch(line -> line.matches("  ratio +0\\.100 +0\\.200 +0\\.500 +1\\.000 +- +2\\.000"))
                .anyMatch(line -> line.contains("cyclictest -x") && line.contains("kept awake as well"));
    }

    @Test
    void aMeasurementThatWasStoppedSaysSoAndInventsNothing() throws ConfigException {
        LatencyReport stopped = report(false, Optional.empty(), peer(Optional.empty()), true);
        JsonNode document = Typed.json(stopped.json(BUILD));
        assertThat(document.get("stopped").booleanValue()).isTrue();
        assertThat(document.get("cycles").longValue()).isZero();
        assertThat(document.get("wakeupUs").isNull()).isTrue();
        assertThat(document.get("peer").get("wakeupUs").isNull()).isTrue();
        assertThat(document.get("ratio").isNull()).isTrue();
        assertThat(stopped.text(Screen.unwatched().terminal()))
                .contains("stopped by a signal", "SCHED_FIFO 80: not permitted; sudo x", "memory not locked");
    }
}
