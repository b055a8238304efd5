package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.RigException;

/** Devices that this user may not use: what is said, by a process that has no more rights than any other. */
class PermissionTest {
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    @TempDir
    Path folder;

    private static String group(Path file) throws IOException {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class)
                .readAttributes()
                .group()
                .getName();
    }

    private static String remedy(Path file, String usual) throws IOException {
        return group(file).equals("root")
                ? "only root may use it: sudo usermod -aG " + usual
                        + " $USER, and a udev rule that gives it to that group"
                : "sudo usermod -aG " + group(file) + " $USER, then log in again";
    }

    @Test
    void theRemedyNamesTheGroupOfTheDevice() throws IOException {
        Path device = Files.writeString(folder.resolve("device"), "");
        assertThat(AccessRemedy.of(device, "spi")).isEqualTo(remedy(device, "spi"));
        assertThat(AccessRemedy.of(folder.resolve("gone"), "spi"))
                .isEqualTo("sudo usermod -aG spi $USER, then log in again");
        if (ROOT) {
            GroupPrincipal other =
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("daemon");
            Files.getFileAttributeView(device, PosixFileAttributeView.class).setGroup(other);
            assertThat(AccessRemedy.of(device, "spi")).isEqualTo("sudo usermod -aG daemon $USER, then log in again");
        }
    }

    @Test
    void whatMayNotBeOpenedIsSaidWithTheRemedy() throws Exception {
        Path spi = closed(Files.writeString(folder.resolve("spidev0.0"), ""));
        try (FakeBoard board = FakeBoard.pi4()) {
            Path period = closed(board.root.resolve("sys/class/pwm/pwmchip0/pwm0/period"));
            assertThat(said(spi, board.root))
                    .containsExactly(
                            "no permission to open " + spi + "; " + remedy(spi, "spi"),
                            "no permission to write " + period + "; " + remedy(period, "gpio"));
        }
    }

    private static Path closed(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    }

    private static List<String> said(Path spi, Path root) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            // Root without capabilities has no more rights than anyone else, but can still read this build.
            command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PermissionTest.class.getName(),
                spi.toString(),
                root.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        }
    }

    /** The process that may do nothing special. */
    public static void main(String[] paths) {
        try {
            new SpidevTransfer(Path.of(paths[0]), 1).open();
        } catch (RigException e) {
            System.out.println(e.getMessage());
        }
        try {
            new SysfsPwm(Path.of(paths[1]), new PwmAddress(Optional.empty()), 0, 1000).open();
        } catch (RigException e) {
            System.out.println(e.getMessage());
        }
    }
}
