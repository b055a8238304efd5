package plumb.hal.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the firmware for this machine and for the microcontroller, and runs the tests of both: the first with sanitizers in real
 * time, the second, the very image that is flashed, in a simulated ATmega328P.
 */
final class FirmwareTest {
    private static final Path FIRMWARE = Path.of(System.getProperty("basedir", "."), "..", "deploy", "firmware")
            .normalize();

    @TempDir
    Path folder;

    @Test
    void core_and_twin_pass_their_own_tests() throws Exception {
        String printed = make("test");

        assertThat(printed).contains("golden frames 21, streams 23");
        assertThat(figure(printed, "core: (\\d+) checks, 0 failed")).isGreaterThan(250);
        assertThat(figure(printed, "plant: (\\d+) reference rows")).isGreaterThanOrEqualTo(20);
        assertThat(figure(printed, "twin: (\\d+) checks, 0 failed")).isGreaterThan(100);
        assertThat(figure(printed, "thrown away for the checksum (\\d+)")).isGreaterThan(10_000);
        assertThat(printed).contains("wrong values accepted 0, judgements that differ 0");
        // In real time on a machine that does other things too: what the firmware itself promises is 21 ms at most.
        assertThat(figure(printed, "watchdog seen in the STATE ([\\d.]+) ms")).isBetween(20.0, 40.0);
    }

    /** The parser and the state machine against the corpus and what is made of it; and whether that would find anything. */
    @Test
    void the_fuzzers_inputs_find_nothing_but_the_defects_that_are_planted() throws Exception {
        String printed = make("planted");

        assertThat(printed).contains("fuzz: 20000 inputs, no finding");
        assertThat(printed.lines().filter(line -> line.startsWith("planted ")))
                .hasSize(6)
                .allMatch(line -> line.contains(": found, "));
    }

    @Test
    void the_microcontrollers_image_holds_its_promises_in_simulated_time() throws Exception {
        String printed = make("avr-test");

        // Measured in simulated time, so these are the same on every machine.
        assertThat(printed).contains("avr: 1000000 edges exact at 30000/s on each of 3 encoders");
        assertThat(figure(printed, "avr: (\\d+) checks, 0 failed")).isGreaterThan(80);
        assertThat(figure(printed, "simavr: (\\d+) checks, 0 failed")).isGreaterThan(20);
        assertThat(figure(printed, "flash (\\d+) of 28664 bytes")).isLessThan(16_000);
        assertThat(figure(printed, "(\\d+) for the stack")).isGreaterThanOrEqualTo(512);
        assertThat(figure(printed, "watchdog of 20.0 ms: motor off ([\\d.]+) ms"))
                .isBetween(19.0, 21.0);
        assertThat(figure(printed, "enable away ([\\d.]+) ms")).isLessThanOrEqualTo(20);
    }

    @Test
    void an_image_that_does_not_fit_is_refused() throws Exception {
        assertThat(run("AVR_STACK=2000", "avr")).isNotZero();
        assertThat(Files.readString(folder.resolve("output"), UTF_8)).contains("the image does not fit");
    }

    private String make(String target) throws IOException, InterruptedException {
        int code = run(target);
        String printed = Files.readString(folder.resolve("output"), UTF_8);
        assertThat(code).as(printed).isZero();
        return printed;
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command =
                new ArrayList<>(List.of("make", "-C", FIRMWARE.toString(), "BUILD=" + folder.resolve("build")));
        command.addAll(List.of(arguments));
        Process make = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = make.waitFor(180, TimeUnit.SECONDS);
        if (!ended) {
            make.descendants().forEach(ProcessHandle::destroyForcibly);
            make.destroyForcibly().waitFor();
        }
        assertThat(ended)
                .as("ended in time: %s", Files.readString(output, UTF_8))
                .isTrue();
        return make.exitValue();
    }

    private static double figure(String printed, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(printed);
        assertThat(matcher.find()).as("%s in %s", pattern, printed).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
