package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.history.ReadinessHistory;
import plumb.history.StoredGate;
import plumb.history.StoredVerdict;
import plumb.history.TestMode;
import plumb.readiness.Binding;
import plumb.readiness.Comparison;
import plumb.readiness.GateStatus;
import plumb.readiness.Level;
import tools.jackson.databind.JsonNode;

/** {@code plumb history}. */
class HistoryCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private Typed history(String... words) {
        List<String> all = new ArrayList<>(List.of("history", "--set", "history.file=" + file()));
        all.addAll(Arrays.asList(words));
        return Typed.plumb(all.toArray(String[]::new));
    }

    private Path file() {
        return folder.resolve("h.sqlite");
    }

    private void store(String rig, int n, double score, StoredGate... gates) throws IOException {
        try (ReadinessHistory history = ReadinessHistory.open(file())) {
            boolean passed = Arrays.stream(gates).allMatch(StoredGate::passed);
            history.store(
                    new StoredVerdict(
                            String.format("%064x", rig.hashCode() * 1000L + n),
                            Instant.parse("2026-11-26T08:00:00Z").plusSeconds(n),
                            new Binding("c".repeat(64), "b".repeat(64), "sim", rig, false, "boot-1"),
                            "0.1.0",
                            "abc",
                            TestMode.FULL,
                            score,
                            passed ? Level.READY : Level.BLOCKED,
                            passed,
                            List.of(),
                            List.of(gates)),
                    1000);
        }
    }

    private static StoredGate timing(double value) {
        GateStatus status = value >= 100 ? GateStatus.PASS : GateStatus.FAIL;
        return new StoredGate(
                "timing",
                status,
                true,
                10,
                Comparison.AT_LEAST,
                100,
                "%",
                OptionalDouble.of(value),
                status == GateStatus.PASS ? "" : "late");
    }

    @Test
    void withoutAHistoryItSaysHowOneIsMade() {
        Typed typed = history();
        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).contains("no history yet", "plumb selftest");
        assertThat(file()).doesNotExist();
        assertThat(history("--json").json().get("verdicts").intValue()).isZero();
    }

    @Test
    void showsVerdictsTrendConfidenceAndFirstAndLastFailure() throws IOException {
        store("lab", 1, 90, timing(66));
        store("lab", 2, 92, timing(100));
        store("lab", 3, 94, timing(33));
        store("lab", 4, 100, timing(100));
        store("other", 5, 100, timing(100));

        Typed typed = history("--rig", "lab");

        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("rig lab: 4 verdicts, 2 of them ready")
                .contains("rising, +2.7 points a verdict over the last 4")
                .contains("low, from 4 measurements")
                .contains("2026-11-26 08:00:01  66.00 %")
                .contains("2026-11-26 08:00:03  33.00 %")
                .contains("other rigs, with --rig: other (1)");
        assertThat(typed.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        JsonNode document = history("--rig", "lab", "--last", "2", "--json").json();
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/history/v1");
        assertThat(document.get("last").size()).isEqualTo(2);
        assertThat(document.get("trend").stringValue()).isEqualTo("rising");
        assertThat(document.get("gates").get(0).get("firstFailure").get("value").doubleValue())
                .isEqualTo(66);
    }

    @Test
    void theRigThatWasTestedLastIsShown() throws IOException {
        store("lab", 1, 90, timing(100));
        store("other", 2, 100, timing(100));
        assertThat(history().out()).contains("rig other: 1 verdicts", "every gate was always passed");
        assertThat(history("--since", "2026-11-27").out()).contains("no verdict in this time");
    }

    @Test
    void exportsAndPrunes() throws IOException {
        for (int n = 0; n < 8; n++) {
            store("lab", n, 100, timing(100));
        }
        Path csv = folder.resolve("h.csv");
        assertThat(history("--export", csv.toString()).exit()).isZero();
        assertThat(Files.readAllLines(csv)).hasSize(9).first().asString().startsWith("testedAt,verdictId,rig");
        Path json = folder.resolve("h.json");
        assertThat(history("--export", json.toString(), "--quiet").exit()).isZero();
        assertThat(Typed.json(Files.readString(json)).get("verdicts").intValue())
                .isEqualTo(8);
        assertThat(history("--prune", "--set", "history.keep=5").out()).contains("3 verdicts deleted");
        assertThat(history("--json").json().get("verdicts").intValue()).isEqualTo(5);
    }

    @Test
    void mistakesAreOneLineAndExitTwo() throws IOException {
        store("lab", 1, 100, timing(100));
        for (String[] words :
                new String[][] {{"--rig", "nobody"}, {"--last", "0"}, {"--since", "yesterday"}, {"--export", "h.xls"}
                }) {
            Typed typed = history(words);
            assertThat(typed.exit()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(typed.err()).hasLineCount(1);
        }
        assertThat(Typed.plumb("history", "--set", "history.file=none").exit()).isEqualTo(2);
    }

    @Test
    void aDamagedHistoryIsOneLineExitThreeAndUntouched() throws IOException {
        byte[] garbage = "not a database at all, but long enough".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Files.write(file(), garbage);
        Typed typed = history();
        assertThat(typed.exit()).isEqualTo(3);
        assertThat(typed.err()).hasLineCount(1).contains("h.sqlite", "damaged");
        assertThat(Files.readAllBytes(file())).isEqualTo(garbage);
    }

    @Test
    void aSparklineGoesFromLowToHigh() {
        assertThat(Sparkline.ascii(List.of(1.0, 2.0, 3.0))).isEqualTo("_=#");
        assertThat(Sparkline.ascii(List.of(5.0, 5.0))).isEqualTo("##");
        assertThat(Sparkline.ascii(List.of())).isEmpty();
    }
}
