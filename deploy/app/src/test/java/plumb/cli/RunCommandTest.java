package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code plumb run} and {@code plumb selftest} in this process, with the shortest timing window. */
class RunCommandTest {
    private static final int ATTEMPTS = 3;
    private static final List<String> SHORT = List.of(
            "--quick",
            "--set",
            "selftest.wakeupP99=100%",
            "--set",
            "selftest.cycleP999=100%",
            "--set",
            "loop.warmup=100ms",
            "--set",
            "loop.maxConsecutiveMisses=1000",
            "--set",
            "loop.maxMissesPer1000=1000");

    @Test
    void runGreetsTestsRunsAndSums() {
        Typed typed = typed("run", "--duration", "500ms", "--waive", "host=shared test machine");
        for (int attempt = 1; attempt < ATTEMPTS && typed.out().contains("not-ready"); attempt++) {
            typed = typed("run", "--duration", "500ms");
        }
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out())
                .contains("plumb  rig lab (sim)  super-twisting  1000 Hz  estimator kalman")
                .contains("pass  saturation", "pass  bounds", "verdict ")
                .containsAnyOf("completed after 0.5 s", "not-ready: blocked: not passed: timing")
                .contains("runs/");
    }

    @Test
    void selfTestPrintsTheVerdictAsADocument() {
        Typed typed = typed("selftest", "--json");
        JsonNode document = typed.json();
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/selftest/v1");
        assertThat(document.propertyNames())
                .contains("build", "configSha256", "ready", "score", "level", "verdictId", "gates");
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(document.get("ready").booleanValue()).isFalse();
        List<String> gates = new ArrayList<>();
        document.get("gates").forEach(gate -> gates.add(gate.get("id").stringValue()));
        assertThat(gates)
                .containsExactlyInAnyOrder(
                        "overall-test-coverage",
                        "critical-component-coverage",
                        "safety-critical-coverage",
                        "test-pass-rate",
                        "documentation-completeness",
                        "saturation",
                        "bounds",
                        "numerical-stability",
                        "system-compatibility",
                        "timing",
                        "allocation",
                        "performance-benchmarks",
                        "rig-link",
                        "watchdog",
                        "host");
        assertThat(typed.err())
                .contains(
                        "saturation",
                        "verdict " + document.get("verdictId").stringValue().substring(0, 8));
    }

    @Test
    void aQuickSelfTestSaysSoAndWritesAPage(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("verdict.html");
        Typed typed = typed("selftest", "--json", "--report", page.toString());
        JsonNode document = typed.json();
        assertThat(document.get("mode").stringValue()).isEqualTo("quick");
        document.get("gates").forEach(gate -> {
            if (List.of("timing", "numerical-stability", "system-compatibility")
                    .contains(gate.get("id").stringValue())) {
                assertThat(gate.get("evidence").stringValue()).contains("quick: ");
            }
        });
        assertThat(Files.readString(page))
                .contains(
                        "Rig can be heard and believed",
                        document.get("verdictId").stringValue());
    }

    @Test
    void aWatchThatTestsTooOftenIsRefused() {
        Typed typed = Typed.plumb("selftest", "--watch", "--every", "1ms");
        assertThat(typed.exit()).isEqualTo(2);
        assertThat(typed.err()).hasLineCount(1).contains("--every 1ms", "1s");
    }

    @Test
    void aWaiverOfACriticalGateIsRefused() {
        Typed typed = typed("run", "--quiet", "--waive", "timing=in a hurry");
        assertThat(typed.exit()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).hasLineCount(1).contains("plumb: --waive", "timing", "critical", "host");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --switch-at 1s | plumb: --switch-at 1s: no law follows super-twisting; name one with --next-controller
            --next-controller super-twisting --switch-at 1s | plumb: --switch-at 1s: no law follows super-twisting
            --next-controller lqr --switch-at 2s --switch-at 1s | plumb: --switch-at 1s comes after
            --next-controller lqr --switch-at soon | plumb: --switch-at soon:
            --next-controller lqr --next-controller lqr | plumb: --next-controller lqr, lqr: controller lqr twice
            --next-controller magic | plumb: --next-controller magic: unknown controller magic; allowed: a list of""")
    void aSwitchThatCannotBeIsRefused(String options, String line) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options.split(" ", -1)));
        Typed typed = Typed.plumb(arguments.toArray(String[]::new));
        assertThat(typed.exit()).isEqualTo(2);
        assertThat(typed.err()).hasLineCount(1).startsWith(line);
    }

    private static Typed typed(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(SHORT);
        arguments.addAll(List.of(options));
        return Typed.plumb(arguments.toArray(String[]::new));
    }
}
