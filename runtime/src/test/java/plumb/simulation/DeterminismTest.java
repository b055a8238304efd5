package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.config.ConfigException;
import plumb.hal.RigException;

/** Ten seconds of every law give the same bits twice, and whether they are interpreted or compiled by either compiler. */
class DeterminismTest {
    @Test
    void tenSecondsComputedTwiceAreTheSameBits() throws ConfigException, RigException {
        assertThat(CycleDigest.all()).isEqualTo(CycleDigest.all());
    }

    @Test
    void anotherSeedOfTheNoiseIsOtherBits() throws ConfigException, RigException {
        assertThat(CycleDigest.of("lab", "super-twisting", 1)).isNotEqualTo(CycleDigest.of("lab", "super-twisting", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
    void anotherWayToRunTheCodeIsTheSameBits(String flag)
            throws ConfigException, RigException, IOException, InterruptedException {
        assertThat(inAnotherVirtualMachine(flag)).isEqualTo(CycleDigest.all());
    }

    private static Map<String, Long> inAnotherVirtualMachine(String flag) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        flag,
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CycleDigest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        Map<String, Long> digests = new TreeMap<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            digests.put(words[0], Long.parseUnsignedLong(words[1], 16));
        });
        return digests;
    }
}
