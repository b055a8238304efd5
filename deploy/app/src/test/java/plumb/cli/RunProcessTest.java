package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code plumb run} in a process of its own: what is left when it completes, falls, is refused or is told to stop. */
class RunProcessTest {
    private static final int ATTEMPTS = 3;
    /** About the product, not about the machine the tests run on: a short window and every tolerance the keys allow. */
    private static final List<String> TOLERANT = List.of(
            "--quick",
            "--set",
            "selftest.wakeupP99=100%",
            "--set",
            "selftest.cycleP999=100%",
            "--set",
            "loop.maxConsecutiveMisses=1000",
            "--set",
            "loop.maxMissesPer1000=1000");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void completesAndLeavesOneDocumentAndAFolder() throws IOException, InterruptedException {
        Typed typed = tolerantRun(
                "--json", "--duration", "2s", "--next-controller", "lqr", "--switch-at", "500ms", "--switch-at", "1s");
        assertThat(typed.exit()).as(typed.err()).isZero();
        JsonNode document = typed.json();
        assertThat(document.get("outcome").stringValue()).isEqualTo("completed");
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/run/v1");
        assertThat(document.propertyNames())
                .contains(
                        "build",
                        "configSha256",
                        "reason",
                        "controller",
                        "rig",
                        "rateHz",
                        "cycles",
                        "engagedCycles",
                        "overruns",
                        "missedCycles",
                        "maxConsecutiveMisses",
                        "allocatedBytes",
                        "gcCount",
                        "gcPauseMaxUs",
                        "latencyUs",
                        "settledAtS",
                        "maxAngleRad",
                        "maxPositionM",
                        "rmsForceN",
                        "tailRmsForceN",
                        "forceVariationNPerS",
                        "rejectedSamples",
                        "startupMs",
                        "realtime",
                        "verdictId",
                        "runFolder");
        assertThat(document.get("engagedCycles").longValue()
                        + document.get("missedCycles").longValue())
                .isBetween(1990L, 2010L);
        assertThat(document.get("allocatedBytes").longValue()).isNotNegative();
        assertThat(document.get("latencyUs").propertyNames())
                .contains("wakeup", "read", "estimate", "compute", "write", "cycle");
        assertThat(document.get("latencyUs").get("wakeup").propertyNames())
                .contains("p50", "p90", "p99", "p999", "p9999", "max");
        assertThat(document.get("realtime").propertyNames())
                .contains("policy", "priority", "cpu", "memoryLocked", "kernel");
        assertThat(document.get("startupMs").propertyNames()).contains("toMain", "toReady", "toEngaged");
        assertComplete(document);
        assertThat(document.get("controller").stringValue()).isEqualTo("super-twisting");
        assertThat(document.get("controllerAtEnd").stringValue()).isEqualTo("super-twisting");
        assertThat(document.get("controllerSwitches").longValue()).isEqualTo(2);
        JsonNode switches = document.get("timing").get("switchCycles");
        assertThat(switches.get("cycles").longValue()).isEqualTo(2);
        // In a cycle like all others, whatever else the machine does meanwhile.
        assertThat(switches.get("cycleUs").get("p50").doubleValue())
                .isPositive()
                .isLessThan(10 * switches.get("restCycleUs").get("p999").doubleValue());
        Path recording = folder.resolve(document.get("runFolder").stringValue()).resolve("recording.plumb");
        assertThat(Typed.plumb("replay", "--json", recording.toString())
                        .json()
                        .get("identical")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void aSignalWhileEngagedIsAnOrderlyStop() throws IOException, InterruptedException {
        Typed typed = stoppedWhileEngaged();
        for (int attempt = 1; attempt < ATTEMPTS && notReady(typed); attempt++) {
            typed = stoppedWhileEngaged();
        }
        assertThat(typed.exit()).isEqualTo(143);
        JsonNode document = typed.json();
        assertThat(document.get("outcome").stringValue()).isEqualTo("stopped");
        assertThat(document.get("engagedCycles").longValue()).isGreaterThan(100);
        assertComplete(document);
    }

    @Test
    void aCriticalGateThatFailsIsNamedWithItsRemedyAndNothingMoves() throws IOException, InterruptedException {
        Typed typed = run(
                List.of(
                        "--quick",
                        "--set",
                        "selftest.timingAttempts=1",
                        "--set",
                        "selftest.cycleP999=0.1%",
                        "--set",
                        "selftest.wakeupP99=0.1%"),
                "--json",
                "--duration",
                "1s");
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.err()).contains("FAIL  timing", "-> Close other programs");
        JsonNode document = typed.json();
        assertThat(document.get("outcome").stringValue()).isEqualTo("not-ready");
        assertThat(document.get("reason").stringValue()).contains("blocked", "timing");
        for (String key : List.of("engagedCycles", "allocatedBytes", "latencyUs", "settledAtS", "rmsForceN")) {
            assertThat(document.get(key).isNull()).as(key).isTrue();
        }
        Path runFolder = folder.resolve(document.get("runFolder").stringValue());
        JsonNode verdict = Typed.json(Files.readString(runFolder.resolve("verdict.json")));
        assertThat(verdict.get("ready").booleanValue()).isFalse();
        assertThat(verdict.get("verdictId")).isEqualTo(document.get("verdictId"));
    }

    @Test
    void doingNothingFalls() throws IOException, InterruptedException {
        Typed typed = tolerantRun("--json", "--controller", "none", "--duration", "5s");
        assertThat(typed.exit()).as(typed.err()).isEqualTo(1);
        JsonNode document = typed.json();
        assertThat(document.get("outcome").stringValue()).isEqualTo("fell");
        assertThat(document.get("settledAtS").isNull()).isTrue();
        assertThat(document.get("tailRmsForceN").isNull()).isTrue();
        assertThat(document.get("engagedCycles").longValue()).isLessThan(4000);
    }

    private Typed stoppedWhileEngaged() throws IOException, InterruptedException {
        try (RunProcess run = start(TOLERANT, "--json", "--duration", "0s")) {
            return run.awaitOnErr("ENGAGED") ? run.keepRunning(500).terminate().end() : run.end();
        }
    }

    /** Again where the machine, and not the product, was the reason for not being ready. */
    private Typed tolerantRun(String... options) throws IOException, InterruptedException {
        Typed typed = run(TOLERANT, options);
        for (int attempt = 1; attempt < ATTEMPTS && notReady(typed); attempt++) {
            typed = run(TOLERANT, options);
        }
        return typed;
    }

    private static boolean notReady(Typed typed) {
        return typed.exit() == 1 && typed.out().contains("\"not-ready\"");
    }

    private Typed run(List<String> settings, String... options) throws IOException, InterruptedException {
        try (RunProcess run = start(settings, options)) {
            return run.end();
        }
    }

    private RunProcess start(List<String> settings, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(settings);
        arguments.addAll(List.of(options));
        return RunProcess.start(folder, arguments);
    }

    private void assertComplete(JsonNode document) throws IOException {
        Path runFolder = folder.resolve(document.get("runFolder").stringValue());
        assertThat(Typed.json(Files.readString(runFolder.resolve("run.json")))).isEqualTo(document);
        // These classes were packed by nobody, so that there is no evidence of their tests.
        JsonNode verdict = Typed.json(Files.readString(runFolder.resolve("verdict.json")));
        assertThat(verdict.get("level").stringValue()).isEqualTo("simulation-only");
        assertThat(verdict.get("ready").booleanValue()).isFalse();
        assertThat(document.get("level")).isEqualTo(verdict.get("level"));
        assertThat(Typed.plumb(
                                "run",
                                "--print-config",
                                "--config",
                                runFolder.resolve("config.yaml").toString())
                        .out())
                .isEqualTo(Files.readString(runFolder.resolve("config.yaml")));
        try (Stream<Path> files = Files.list(runFolder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("latency-wakeup.hgrm", "latency-cycle.hgrm", "latency-compute.hgrm");
        }
    }
}
