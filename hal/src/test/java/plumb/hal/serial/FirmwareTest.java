package plumb.hal.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds the firmware for this machine and runs its own tests, sanitizers on. */
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
        // In real time on a machine that does other things too: what the firmware itself promises is 21 ms at most.
        assertThat(figure(printed, "watchdog seen in the STATE ([\\d.]+) ms")).isBetween(20.0, 40.0);
    }

    private String make(String target) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process make = new ProcessBuilder("make", "-C", FIRMWARE.toString(), "BUILD=" + folder.resolve("build"), target)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = make.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            make.descendants().forEach(ProcessHandle::destroyForcibly);
            make.destroyForcibly().waitFor();
        }
        String printed = Files.readString(output, UTF_8);
        assertThat(ended).as("ended in time: %s", printed).isTrue();
        assertThat(make.exitValue()).as(printed).isZero();
        return printed;
    }

    private static double figure(String printed, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(printed);
        assertThat(matcher.find()).as("%s in %s", pattern, printed).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
