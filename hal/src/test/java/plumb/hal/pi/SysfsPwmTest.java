package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import plumb.hal.AllocatedBytes;
import plumb.hal.RigException;

class SysfsPwmTest {
    private static final PwmAddress ON_THE_HEADER = new PwmAddress(Optional.empty());

    private FakeBoard board = FakeBoard.pi4();

    @AfterEach
    void clear() {
        board.close();
    }

    private Path channel(int chip, int channel) {
        return board.root.resolve("sys/class/pwm/pwmchip" + chip + "/pwm" + channel);
    }

    private static String line(Path file) throws IOException {
        return Files.readString(file).lines().findFirst().orElseThrow();
    }

    private SysfsPwm open(int channel) throws RigException {
        SysfsPwm pwm = new SysfsPwm(board.root, ON_THE_HEADER, channel, 50_000);
        pwm.open();
        return pwm;
    }

    @Test
    void writesPeriodDutyAndEnable() throws IOException {
        try (SysfsPwm pwm = open(1)) {
            Path files = channel(0, 1);
            assertThat(line(files.resolve("period"))).isEqualTo("50000");
            assertThat(line(files.resolve("enable"))).isEqualTo("1");
            assertThat(line(files.resolve("duty_cycle"))).isEqualTo("0");
            assertThat(pwm.dutyFile()).isEqualTo(files.resolve("duty_cycle"));
            for (long duty : new long[] {1, 9, 10, 12_345, 50_000, 0}) {
                assertThat(pwm.setDuty(duty)).isTrue();
                assertThat(line(files.resolve("duty_cycle"))).isEqualTo(Long.toString(duty));
            }
            assertThat(pwm.setDuty(777)).isTrue();
            assertThat(pwm.stop()).isTrue();
            assertThat(line(files.resolve("duty_cycle"))).isEqualTo("0");
        }
    }

    @Test
    void takesOverAChannelThatAnotherProgramHasLeftRunning() throws IOException {
        Files.writeString(channel(0, 0).resolve("period"), "1000\n");
        Files.writeString(channel(0, 0).resolve("duty_cycle"), "999\n");
        try (SysfsPwm pwm = open(0)) {
            assertThat(line(pwm.dutyFile())).isEqualTo("0");
        }
    }

    @Test
    void leavesDutyZeroAndRefusesFromThenOn() throws IOException {
        SysfsPwm pwm = open(0);
        pwm.setDuty(4711);
        pwm.close();
        pwm.close();
        assertThat(line(pwm.dutyFile())).isEqualTo("0");
        assertThat(pwm.setDuty(1)).isFalse();
        assertThat(pwm.stop()).isFalse();
    }

    @Test
    void allocatesNothingInASetting() throws RigException {
        try (SysfsPwm pwm = open(0)) {
            long bytes = AllocatedBytes.inSteadyState(() -> {
                for (int i = 0; i < 10_000; i++) {
                    pwm.setDuty(i);
                }
            });
            assertThat(bytes).isZero();
        }
    }

    @Test
    void exportsAChannelAndWaitsForItsFiles() throws IOException {
        Path folder = board.root.resolve("sys/class/pwm/pwmchip0").toRealPath();
        board.delete(board.root.relativize(folder.resolve("pwm1")).toString());
        Thread kernel = Thread.ofPlatform().start(() -> {
            try {
                while (!Files.readString(folder.resolve("export")).equals("1")) {
                    LockSupport.parkNanos(1_000_000);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            board.pwmChannel(board.root.relativize(folder).toString(), 1);
        });
        try (SysfsPwm pwm = open(1)) {
            assertThat(pwm.setDuty(5)).isTrue();
        }
        assertThat(kernel.isAlive()).isFalse();
    }

    @Test
    void aChannelThatIsNotThereIsSaid() {
        Path chip = board.root.resolve("sys/class/pwm/pwmchip0");
        board.delete(board.root.relativize(chip).toString());
        assertThatThrownBy(() -> open(0))
                .hasMessage("no PWM chip fe20c000.pwm in /sys/class/pwm: there is none; " + PwmAddress.REMEDY);
    }

    @Test
    void aChannelThatCannotBeWrittenIsSaid() throws IOException {
        Path files = channel(0, 0);
        Files.delete(files.resolve("enable"));
        Files.createDirectory(files.resolve("enable"));
        assertThatThrownBy(() -> open(0))
                .hasMessageContaining("PWM channel 0 in")
                .hasMessageContaining("see that nothing else uses it");
    }

    @Test
    void theChipIsFoundByItsDeviceWhateverItsNumber() throws IOException {
        for (int number : new int[] {0, 2, 6}) {
            board.close();
            board = FakeBoard.pi5(number, 0);
            assertThat(ON_THE_HEADER.find(board.root).getFileName()).hasToString("pwmchip" + number);
            assertThat(new PwmAddress(Optional.of("1f0009c000.pwm"))
                            .find(board.root)
                            .getFileName())
                    .hasToString("pwmchip" + (number + 1));
            assertThat(DeviceFolder.gpio(board.root)
                            .find(PiModel.PI_5.gpioDevice())
                            .orElseThrow()
                            .getFileName())
                    .hasToString("gpiochip0");
        }
        assertThatThrownBy(() -> new PwmAddress(Optional.of("other.pwm")).find(board.root))
                .hasMessageContaining("no PWM chip other.pwm in /sys/class/pwm: there are 1f00098000.pwm (pwmchip6), "
                        + "1f0009c000.pwm (pwmchip7); put dtoverlay=pwm-2chan");
    }

    @Test
    void onAnotherMachineTheChipMustBeNamed() throws IOException {
        try (FakeBoard other = FakeBoard.empty()) {
            assertThatThrownBy(() -> ON_THE_HEADER.find(other.root))
                    .hasMessage(
                            "this is no Raspberry Pi 4 or 5, so its PWM chip is not known; name it in pi.pwmDevice");
            other.file("proc/device-tree/compatible", "brcm,bcm2837\0");
            assertThat(PiModel.detect(other.root)).isEmpty();
            assertThatThrownBy(() -> Pi4jPins.context(other.root))
                    .hasMessage("this is no Raspberry Pi 4 or 5: it has no lines to drive");
        }
        assertThat(PiModel.detect(board.root)).contains(PiModel.PI_4);
        assertThat(PiModel.PI_4.title()).isEqualTo("Raspberry Pi 4");
    }

    @Test
    void aDanglingLinkIsSaid() {
        board.link("sys/class/pwm/pwmchip9", "nowhere");
        assertThatThrownBy(() -> ON_THE_HEADER.find(board.root))
                .isInstanceOf(RigException.class)
                .hasMessageContaining("cannot be looked at");
    }
}
