package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PiPreconditionsTest {
    private static final PiSettings SETTINGS = PiBench.settings(true, true);

    /** Board and system; the kernels of the two systems number the chips of a Pi 5 differently. */
    enum Machine {
        PI_4_BOOKWORM("Raspberry Pi 4 Model B Rev 1.5", "bookworm", "fe20c000.pwm", 0, 0),
        PI_4_TRIXIE("Raspberry Pi 4 Model B Rev 1.5", "trixie", "fe20c000.pwm", 0, 0),
        PI_5_BOOKWORM("Raspberry Pi 5 Model B Rev 1.0", "bookworm", "1f00098000.pwm", 2, 4),
        PI_5_TRIXIE("Raspberry Pi 5 Model B Rev 1.0", "trixie", "1f00098000.pwm", 0, 0);

        final String model;
        final String system;
        final String pwm;
        final int pwmChip;
        final int gpioChip;

        Machine(String model, String system, String pwm, int pwmChip, int gpioChip) {
            this.model = model;
            this.system = system;
            this.pwm = pwm;
            this.pwmChip = pwmChip;
            this.gpioChip = gpioChip;
        }

        FakeBoard board() {
            FakeBoard board = model.contains("Pi 4") ? FakeBoard.pi4() : FakeBoard.pi5(pwmChip, gpioChip);
            board.file(
                    "etc/os-release",
                    "PRETTY_NAME=\"Debian GNU/Linux (" + system + ")\"\nVERSION_CODENAME=" + system + "\n");
            board.file("boot/firmware/config.txt", "[all]\ndtparam=audio=on\n");
            for (String device : List.of("spidev0.0", "spidev0.1", "spidev1.0")) {
                board.file("dev/" + device, "");
            }
            return board;
        }
    }

    /** What is broken, and how the item says so. */
    record Case(String id, String found, String remedy, Consumer<FakeBoard> change, Predicate<Path> access) {
        @Override
        public String toString() {
            return id + ": " + found;
        }
    }

    private static Case broken(String id, String found, String remedy, Consumer<FakeBoard> change) {
        return new Case(id, found, remedy, change, _ -> true);
    }

    private static Case closed(String id, String found, String name) {
        return new Case(
                id,
                found,
                // What exactly is that of the group of the files of this test.
                "",
                _ -> {},
                path -> !path.getFileName().toString().startsWith(name));
    }

    private static List<Case> cases(Machine machine) {
        String pwm = "sys/class/pwm/pwmchip" + machine.pwmChip;
        String node = "/dev/gpiochip" + machine.gpioChip;
        return List.of(
                broken("pi-board", machine.model, "use a Raspberry Pi 4 or 5", board -> {
                    board.file("proc/device-tree/compatible", "raspberrypi,3-model-b\0brcm,bcm2837\0");
                }),
                broken("pi-system", "Debian GNU/Linux 11 (bullseye)", "install the 64-bit Raspberry Pi OS", board -> {
                    board.file(
                            "etc/os-release",
                            "PRETTY_NAME=\"Debian GNU/Linux 11 (bullseye)\"\nVERSION_CODENAME=bullseye\n");
                }),
                broken(
                        "pi-spi",
                        "there is no /dev/spidev0.0, /dev/spidev0.1",
                        "put dtparam=spi=on into /boot/firmware/config.txt and restart",
                        board -> {
                            board.delete("dev/spidev0.0");
                            board.delete("dev/spidev0.1");
                        }),
                broken(
                        "pi-spi",
                        "there is no /dev/spidev1.0",
                        "restart: dtoverlay=spi1-1cs,cs0_pin=16 is in /boot/firmware/config.txt already",
                        board -> {
                            board.delete("dev/spidev1.0");
                            board.file("boot/firmware/config.txt", "dtoverlay=spi1-1cs,cs0_pin=16\n");
                        }),
                closed(
                        "pi-spi-permission",
                        "may not write to /dev/spidev0.0, /dev/spidev0.1, /dev/spidev1.0",
                        "spidev"),
                broken(
                        "pi-pwm",
                        "no " + machine.pwm + ": there ",
                        "put dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4 into /boot/firmware/config.txt and restart",
                        board -> board.delete(pwm)),
                broken(
                        "pi-pwm",
                        machine.pwm + " is pwmchip" + machine.pwmChip + " with 1 channels",
                        "set pi.forwardChannel and pi.backwardChannel below 1",
                        board -> board.file(pwm + "/npwm", "1\n")),
                closed("pi-pwm-permission", "may not write to /" + pwm + "/export", "export"),
                broken(
                        "pi-gpio",
                        "not found: there ",
                        "use the kernel of Raspberry Pi OS",
                        board -> board.delete("sys/bus/gpio/devices/gpiochip" + machine.gpioChip)),
                broken(
                        "pi-gpio",
                        "chip gpiochip" + machine.gpioChip,
                        "sudo modprobe gpio-cdev",
                        board -> board.delete(node.substring(1))),
                closed("pi-gpio-permission", "may not write to " + node, "gpiochip"));
    }

    static Stream<Arguments> everyBreakOnEveryMachine() {
        return Stream.of(Machine.values())
                .flatMap(machine -> cases(machine).stream().map(broken -> Arguments.of(machine, broken)));
    }

    @ParameterizedTest
    @EnumSource
    void aMachineThatIsSetUpHasThemAll(Machine machine) {
        try (FakeBoard board = machine.board()) {
            List<Precondition> all = PiPreconditions.of(SETTINGS, board.root);
            assertThat(all)
                    .hasSize(8)
                    .allSatisfy(one -> assertThat(one.met()).as(one.toString()).isTrue());
            assertThat(all.get(0).found()).isEqualTo(machine.model);
            assertThat(all.get(1).found()).contains(machine.system);
            assertThat(all.get(2).found()).isEqualTo("/dev/spidev0.0, /dev/spidev0.1, /dev/spidev1.0");
            assertThat(all.get(4).found()).startsWith(machine.pwm + " is pwmchip" + machine.pwmChip + " with ");
            assertThat(all.get(6).found()).isEqualTo("chip gpiochip" + machine.gpioChip);
        }
    }

    @ParameterizedTest
    @MethodSource("everyBreakOnEveryMachine")
    void whatIsMissingIsSaidWithItsRemedy(Machine machine, Case broken) {
        try (FakeBoard board = machine.board()) {
            broken.change.accept(board);
            Precondition item = PiPreconditions.of(SETTINGS, board.root, broken.access).stream()
                    .filter(one -> one.id().equals(broken.id))
                    .findFirst()
                    .orElseThrow();
            assertThat(item.met()).isFalse();
            assertThat(item.found()).startsWith(broken.found);
            assertThat(item.remedy()).startsWith(broken.remedy);
            assertThat(item.remedy().contains("sudo usermod -aG ")).isEqualTo(broken.id.endsWith("-permission"));
        }
    }

    @Test
    void onAnotherMachineNoneIsMet() {
        try (FakeBoard board = FakeBoard.empty()) {
            assertThat(PiPreconditions.of(SETTINGS, board.root))
                    .noneSatisfy(one -> assertThat(one.met()).isTrue())
                    .extracting(Precondition::found)
                    .contains("this machine has no device tree", "there is nothing to use");
        }
    }

    @Test
    void whatCannotBeLookedAtIsNotMet() {
        try (FakeBoard board = Machine.PI_4_TRIXIE.board()) {
            board.link("sys/class/pwm/pwmchip7", "nowhere");
            assertThat(PiPreconditions.of(SETTINGS, board.root))
                    .filteredOn(one -> one.id().equals("pi-pwm"))
                    .allSatisfy(one -> assertThat(one.found()).startsWith("cannot be looked at: "));
        }
    }
}
