package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.ConfigException;
import plumb.hal.fault.SensorFault;
import plumb.hal.serial.LineFault;

class FaultsFileTest {
    @TempDir
    private Path folder;

    private FaultsFile read(String text) throws IOException, ConfigException, UsageException {
        return FaultsFile.read(Optional.of(Files.writeString(folder.resolve("faults.yaml"), text)));
    }

    @Test
    void every_kind_is_read_with_its_rate_and_time() throws IOException, ConfigException, UsageException {
        FaultsFile faults = read("""
                seed: 7
                faults:
                  - bit-errors:0.1%@2s/1s
                  - loss:100%@5s/25ms
                  - duplicates:10%@0s/1s
                  - reordering:1%@0s/1s
                  - delay:3ms@1s/2s
                  - jitter:500us@1s/2s
                  - stuck:link1@3s/20ms
                  - dropout:cart@3s/20ms
                  - jump:link2-60@4s/1s
                  - reboot@9s
                  - unplug@8s/500ms
                """);

        assertThat(faults.seed()).isEqualTo(7);
        assertThat(faults.line())
                .containsExactly(
                        new LineFault(LineFault.Kind.BIT_ERRORS, 0.001, 2_000_000_000L, 3_000_000_000L),
                        new LineFault(LineFault.Kind.LOSS, 1, 5_000_000_000L, 5_025_000_000L),
                        new LineFault(LineFault.Kind.DUPLICATES, 0.1, 0, 1_000_000_000L),
                        new LineFault(LineFault.Kind.REORDERING, 0.01, 0, 1_000_000_000L),
                        LineFault.late(LineFault.Kind.DELAY, 3_000_000, 1_000_000_000L, 3_000_000_000L),
                        LineFault.late(LineFault.Kind.JITTER, 500_000, 1_000_000_000L, 3_000_000_000L));
        assertThat(faults.sensors())
                .containsExactly(
                        sensor(SensorFault.Kind.STUCK, SensorFault.Encoder.LINK1, 0, 3_000_000_000L, 20_000_000),
                        sensor(SensorFault.Kind.DROPOUT, SensorFault.Encoder.CART, 0, 3_000_000_000L, 20_000_000),
                        sensor(SensorFault.Kind.JUMP, SensorFault.Encoder.LINK2, -60, 4_000_000_000L, 1_000_000_000));
        assertThat(faults.twin())
                .as("in the order of time")
                .containsExactly(
                        new FaultsFile.TwinFault(8_000_000_000L, 500_000_000),
                        new FaultsFile.TwinFault(9_000_000_000L, 0));
        assertThat(faults.texts()).hasSize(11).contains("unplug@8s/500ms");
        assertThat(FaultsFile.read(Optional.empty())).isEqualTo(FaultsFile.none());
    }

    private static SensorFault sensor(
            SensorFault.Kind kind, SensorFault.Encoder encoder, long counts, long from, long length) {
        return new SensorFault(kind, encoder, counts, from, from + length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "faults: [loss:5%@1s] | loss:5%@1s is not known; allowed: bit-errors:RATE",
                "faults: [rain:5%@1s/1s] | rain:5%@1s/1s is not known; allowed: bit-errors:RATE",
                "faults: [loss:101%@1s/1s] | loss:101%@1s/1s: out of range; allowed: %",
                "faults: [loss:5%@1s/0s] | out of range; allowed: ",
                "faults: [delay:201ms@1s/1s] | out of range; allowed: ",
                "faults: [delay@1s/1s] | delay@1s/1s is not known; allowed: ",
                "faults: [stuck:link3@1s/1s] | stuck:link3@1s/1s is not known; allowed: ",
                "faults: [jump:link1@1s/1s] | jump:link1@1s/1s is not known; allowed: ",
                "faults: [jump:link1+0@1s/1s] | jump:link1+0@1s/1s is not known; allowed: ",
                "faults: [reboot@1s/1s] | reboot@1s/1s is not known; allowed: ",
                "faults: [unplug:now@1s/1s] | unplug:now@1s/1s is not known; allowed: ",
                "faults: [loss@1s/1s] | loss@1s/1s is not known; allowed: ",
                "faults: {a: b} | allowed: seed, a whole number, and faults, a list of bit-errors:RATE",
                "faults: [], more: 1 | not valid YAML",
                "other: [] | allowed: seed, a whole number",
                "[ | not valid YAML"
            })
    void what_is_wrong_is_said_in_one_line(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    @Test
    void a_file_that_is_not_there_and_a_rig_without_a_line_are_named() throws IOException {
        Typed typed = Typed.plumb("run", "--faults", folder.resolve("none.yaml").toString());
        assertThat(typed.err())
                .contains("--faults", "none.yaml", "no such file")
                .hasLineCount(1);
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        Path file = Files.writeString(folder.resolve("f.yaml"), "faults: ['loss:5%@1s/1s']");
        assertThat(Typed.plumb("run", "--faults", file.toString()).err())
                .contains("--faults is for a serial rig, found --rig sim");
    }
}
