package plumb.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;

class PiItemsTest {
    @TempDir
    Path root;

    @Test
    void a_rig_on_a_raspberry_pi_brings_its_preconditions() throws ConfigException, IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/os-release"), "PRETTY_NAME=\"Debian 13\"\nVERSION_CODENAME=trixie\n");
        List<MachineItem> items = PiItems.of(config("pi"), root);

        assertThat(items)
                .extracting(MachineItem::id)
                .containsExactly(
                        "pi-board",
                        "pi-system",
                        "pi-spi",
                        "pi-spi-permission",
                        "pi-pwm",
                        "pi-pwm-permission",
                        "pi-gpio",
                        "pi-gpio-permission");
        assertThat(items.get(0))
                .isEqualTo(new MachineItem(
                        "pi-board",
                        "Raspberry Pi 4 or 5",
                        ItemStatus.BAD,
                        "this machine has no device tree",
                        "use a Raspberry Pi 4 or 5, or another rig.backend"));
        assertThat(items.get(1).status()).isEqualTo(ItemStatus.GOOD);
        assertThat(items.get(2).remedy()).isEqualTo("put dtparam=spi=on into /boot/firmware/config.txt and restart");
    }

    @Test
    void no_other_rig_has_any() throws ConfigException {
        assertThat(PiItems.of(config("sim"), root)).isEmpty();
        assertThat(PiItems.of(config("serial"), root)).isEmpty();
    }

    private static RigConfig config(String backend) throws ConfigException {
        return ConfigReader.standard().read(Optional.empty(), List.of(ConfigOverride.set("rig.backend=" + backend)));
    }
}
