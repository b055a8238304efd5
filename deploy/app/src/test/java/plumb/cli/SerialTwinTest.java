package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code plumb run --rig serial:twin}: the firmware's core, a pseudo terminal and the whole command in real time. */
class SerialTwinTest {
    private static final int ATTEMPTS = 5;
    /** A shared machine stalls; what is wrong with the link or the loop shows in spite of it. */
    private static final List<String> PATIENT = List.of(
            "--quick",
            "--json",
            "--set",
            "selftest.wakeupP99=100%",
            "--set",
            "selftest.cycleP999=100%",
            "--set",
            "loop.maxConsecutiveMisses=1000",
            "--set",
            "loop.maxMissesPer1000=1000",
            "--waive",
            "host=shared test machine");

    private static final Pattern LATE_ONLY = Pattern.compile(
            " frames, 0 damaged,.* answers pushes to both sides as the model does; not held \\(first 1\\): [1-4]?\\d of 500 samples came again");

    /** Only how late frames came, or that the loop itself was late. */
    private static final Pattern LATE_PROCESSOR = Pattern.compile(
            "not held \\(first \\d\\): ((round trip p99 \\d+ us, must be at most \\d+|\\d+ of \\d+ samples came again)(; )?)+$"
                    + "|not passed: ([a-z-]+, )*(timing|watchdog)[^;]*; 19 of 19 probes held"
                    + "|fault (no new sample from the rig|overrun budget spent)");

    @TempDir
    private Path folder;

    private Typed plumb(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(PATIENT);
        try (RunProcess process = RunProcess.startWithFirmware(folder, all)) {
            return process.end();
        }
    }

    @Test
    void balances_the_pendulum_behind_the_firmware() throws IOException, InterruptedException {
        List<String> ends = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Typed typed = plumb("run", "--rig", "serial:twin", "--duration", "4s");
            JsonNode run = typed.json();
            ends.add(end(run));
            if (run.get("outcome").stringValue().equals("completed")) {
                assertThat(typed.exit()).isZero();
                assertThat(run.get("settledAtS").doubleValue()).isBetween(0.3, 3.0);
                // A virtual machine that is still compiling takes some once; the link would take some in every cycle.
                assertThat(run.get("allocatedBytes").longValue())
                        .isLessThan(run.get("engagedCycles").longValue());
                JsonNode link = run.get("rigLink");
                assertThat(link.get("frames").longValue()).isGreaterThan(3000);
                assertThat(link.get("frameErrors").longValue()).isZero();
                assertThat(link.get("reconnects").longValue()).isZero();
                assertThat(link.get("sampleAgeUs").get("p50").doubleValue()).isBetween(50.0, 1500.0);
                assertThat(link.get("sampleAgeUs").get("max").doubleValue())
                        .isGreaterThanOrEqualTo(
                                link.get("sampleAgeUs").get("p99").doubleValue());
                return;
            }
        }
        throw failure("never completed: ", ends);
    }

    /**
     * The image that is flashed, in a simulated processor that takes most of a real one: a machine that has none to spare is too late
     * for it, and is then not judged. What comes over the line has to be right on any.
     */
    @Test
    void balances_behind_the_microcontrollers_image_where_the_machine_can_simulate_it_in_time()
            throws IOException, InterruptedException {
        List<String> ends = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Typed typed = plumb("run", "--rig", "serial:avr-twin", "--duration", "4s");
            JsonNode run = typed.json();
            String end = end(run);
            ends.add(end);
            assertThat(run.get("rateHz").doubleValue()).isEqualTo(500);
            assertThat(run.get("outcome").stringValue()).as(end).isIn("completed", "not-ready", "fault");
            assertThat(end).contains(" frames, 0 damaged");
            if (run.get("outcome").stringValue().equals("completed")) {
                assertThat(run.get("settledAtS").doubleValue()).isBetween(0.3, 2.5);
                assertThat(run.get("rigLink").get("frameErrors").longValue()).isZero();
                assertThat(run.get("rigLink").get("frames").longValue()).isGreaterThan(1000);
                return;
            }
        }
        if (ends.stream().allMatch(end -> LATE_PROCESSOR.matcher(end).find())) {
            abort("too slow a machine: " + ends);
        }
        throw failure("never completed: ", ends);
    }

    @Test
    void a_rate_that_is_given_is_taken_instead_of_the_twins() {
        assertThat(Typed.plumb("run", "--rig", "serial:avr-twin", "--rate", "250Hz", "--print-config")
                        .out())
                .contains("rate: 250Hz", "device: avr-twin", "cartCountsPerTurn: 2400");
        assertThat(Typed.plumb("run", "--rig", "serial:avr-twin", "--print-config")
                        .out())
                .contains("rate: 500Hz");
    }

    @Test
    void trips_with_the_reason_where_the_line_is_gone_for_longer_than_may_be()
            throws IOException, InterruptedException {
        Path faults = Files.writeString(
                folder.resolve("faults.yaml"),
                "faults: ['loss:2%@0s/30s', 'duplicates:5%@0s/30s', 'unplug@2500ms/300ms']");
        List<String> ends = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Typed typed = plumb("run", "--rig", "serial:twin", "--duration", "20s", "--faults", faults.toString());
            JsonNode run = typed.json();
            ends.add(end(run));
            if (run.get("engagedCycles").isNumber() && run.get("engagedCycles").longValue() > 1000) {
                assertThat(run.get("outcome").stringValue()).isEqualTo("fault");
                assertThat(run.get("reason").stringValue())
                        .containsAnyOf("no new sample from the rig", "the rig reports a fault");
                assertThat(run.get("rigLink").get("lostFrames").longValue()).isPositive();
                assertThat(run.get("rigLink").get("repeatedFrames").longValue()).isPositive();
                assertThat(run.get("rigLink").get("faults")).hasSize(3);
                return;
            }
        }
        throw failure("never engaged for a second: ", ends);
    }

    /**
     * Why a run ended, and of one whose link was not believed, what of it. Only that some samples came late is the machine's
     * doing.
     */
    private String end(JsonNode run) throws IOException {
        String end = run.get("outcome").stringValue() + " " + run.get("reason").stringValue();
        Path verdict = folder.resolve(run.get("runFolder").stringValue()).resolve("verdict.json");
        for (JsonNode gate : Typed.json(Files.readString(verdict)).get("gates")) {
            if (gate.get("id").stringValue().equals("rig-link")
                    && gate.get("evidence").isString()) {
                end += "; " + gate.get("evidence").stringValue();
            }
        }
        return end;
    }

    /** Every frame was whole and every push answered, and up to a tenth of the samples missed their cycle, in every attempt. */
    private static AssertionError failure(String what, List<String> ends) {
        assumeFalse(
                ends.stream()
                        .allMatch(end -> end.startsWith("not-ready")
                                && LATE_ONLY.matcher(end).find()),
                () -> "this machine is too unpunctual for a rig on a line: " + ends);
        return new AssertionError(what + ends);
    }

    @Test
    void says_what_is_missing_in_one_line() {
        Typed noPort = Typed.plumb("run", "--rig", "serial");
        assertThat(noPort.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(noPort.err())
                .isEqualTo("plumb: serial.device is none; give the rig's port, as --set"
                        + " serial.device=/dev/serial/by-id/..., or take the firmware's twin: --rig serial:twin\n");
        assertThat(Typed.plumb("selftest", "--rig", "serial:twin", "--quick").err())
                .isEqualTo("plumb: the firmware's sources are not known: start this through the launcher, plumb\n");
        assertThat(Typed.plumb("run", "--rig", "steam").err())
                .contains("--rig steam: unknown backend steam; allowed: sim, serial");
    }
}
