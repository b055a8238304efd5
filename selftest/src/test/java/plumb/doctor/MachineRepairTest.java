package plumb.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repairs of made-up machines: what is shown is what is done, and undone. */
class MachineRepairTest {
    private static final String GOVERNOR = "sys/devices/system/cpu/cpu%d/cpufreq/scaling_governor";
    private static final String HUGE = "sys/kernel/mm/transparent_hugepage/enabled";

    @TempDir
    private Path root = Path.of("");

    private final List<String> ran = new ArrayList<>();

    private static MachineItem item(String id, String remedy) {
        return new MachineItem(id, id, ItemStatus.BAD, "found", remedy);
    }

    private static Examination wrong(String... ids) {
        return new Examination(Stream.of(ids).map(id -> item(id, "")).toList());
    }

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    private Map<String, String> machine() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return all;
    }

    private void desktop() throws IOException {
        write("etc/debian_version", "13.1\n");
        write("etc/default/grub.d/init-select.cfg", "");
        write(GOVERNOR.formatted(0), "powersave\n");
        write(GOVERNOR.formatted(1), "powersave\n");
        write("sys/devices/system/cpu/online", "0-1\n");
        write(HUGE, "always\n");
    }

    @Test
    void aDesktopIsRepairedAsShownAndTakenBackToTheByte() throws IOException, InterruptedException {
        desktop();
        Map<String, String> before = machine();
        MachineRepair repair = MachineRepair.of(
                root,
                wrong("rt-permission", "governor", "huge-pages", "isolated-cpu", "preemption", "disk-speed"),
                1,
                "amd64");
        assertThat(machine()).as("a plan changes nothing").isEqualTo(before);
        assertThat(repair.lines())
                .contains(
                        "write /etc/security/limits.d/plumb.conf",
                        "    @plumb  -  rtprio   90",
                        "write /etc/tmpfiles.d/plumb.conf",
                        "write /" + GOVERNOR.formatted(1),
                        "    performance",
                        "run update-grub",
                        "run apt-get install -y linux-image-rt-amd64");

        repair.apply(command -> ran.add(String.join(" ", command)));

        assertThat(read(GOVERNOR.formatted(0))).isEqualTo("performance\n");
        assertThat(read(HUGE)).isEqualTo("madvise\n");
        assertThat(read("etc/default/grub.d/60-plumb.cfg"))
                .isEqualTo("GRUB_CMDLINE_LINUX=\"$GRUB_CMDLINE_LINUX isolcpus=1 nohz_full=1 rcu_nocbs=1"
                        + " irqaffinity=0\"\n");
        assertThat(read("etc/tmpfiles.d/plumb.conf")).contains("scaling_governor", "transparent_hugepage");
        assertThat(ran).containsExactly("apt-get install -y linux-image-rt-amd64", "update-grub");

        ran.clear();
        assertThat(MachineRepair.undo(root, command -> ran.add(String.join(" ", command))))
                .contains("removed /etc/security/limits.d/plumb.conf", "restored /" + HUGE, "ran update-grub");
        assertThat(ran).containsExactlyInAnyOrder("update-grub", "apt-get remove -y linux-image-rt-amd64");
        assertThat(machine()).isEqualTo(before);
        assertThat(MachineRepair.undo(root, command -> ran.add("again"))).isEmpty();
    }

    @Test
    void aBoardGetsItsCommandLineAndOverlays() throws IOException, InterruptedException {
        write("etc/debian_version", "13.1\n");
        write("boot/firmware/cmdline.txt", "console=tty1 isolcpus=2 rootwait\n");
        write("boot/firmware/config.txt", "arm_64bit=1");
        Map<String, String> before = machine();
        Examination examination = new Examination(List.of(
                item("spi", "put dtparam=spi=on into /boot/firmware/config.txt and restart"),
                item("pwm", "put dtoverlay=pwm-2chan into /boot/firmware/config.txt and restart"),
                item("pwm-again", "put dtoverlay=pwm-2chan into /boot/firmware/config.txt and restart"),
                item("kernel-housekeeping", ""),
                item("preemption", "")));

        MachineRepair repair = MachineRepair.of(root, examination, 3, "arm64");
        repair.apply(command -> ran.add(String.join(" ", command)));

        assertThat(read("boot/firmware/cmdline.txt"))
                .isEqualTo("console=tty1 rootwait isolcpus=3 nohz_full=3 rcu_nocbs=3 irqaffinity=0\n");
        assertThat(read("boot/firmware/config.txt").lines())
                .containsExactlyInAnyOrder("arm_64bit=1", "dtparam=spi=on", "dtoverlay=pwm-2chan");
        assertThat(ran)
                .as("its kernel is not Debian's, and is this Raspberry Pi OS?")
                .isEmpty();
        MachineRepair.undo(root, command -> ran.add(String.join(" ", command)));
        assertThat(machine()).isEqualTo(before);
    }

    private void raspberryPiOs(String config) throws IOException {
        write("etc/debian_version", "13.1\n");
        write("etc/rpi-issue", "Raspberry Pi reference 2025-10-01\n");
        write("boot/firmware/cmdline.txt", "console=tty1 rootwait\n");
        write("boot/firmware/config.txt", config);
    }

    @Test
    void aRaspberryPiGetsItsOwnRealtimeKernelBeforeItIsToldToStartIt() throws IOException, InterruptedException {
        raspberryPiOs("auto_initramfs=1\n[cm5]\ndtoverlay=dwc2\n");
        Map<String, String> before = machine();
        MachineRepair repair = MachineRepair.of(root, wrong("preemption"), 3, "arm64");
        assertThat(repair.lines())
                .containsSequence(
                        "run apt-get install -y linux-image-rpi-v8-rt",
                        "write /boot/firmware/config.txt",
                        "    auto_initramfs=1")
                .endsWith("    [all]", "    kernel=kernel8_rt.img");
        repair.apply(command -> {
            assertThat(read("boot/firmware/config.txt")).doesNotContain("kernel8_rt");
            ran.add(String.join(" ", command));
        });
        assertThat(ran).containsExactly("apt-get install -y linux-image-rpi-v8-rt");
        assertThat(read("boot/firmware/config.txt")).endsWith("dtoverlay=dwc2\n[all]\nkernel=kernel8_rt.img\n");
        assertThat(MachineRepair.of(root, wrong("preemption"), 3, "arm64").lines())
                .as("it was not started again yet")
                .containsExactly("run apt-get install -y linux-image-rpi-v8-rt");

        ran.clear();
        MachineRepair.undo(root, command -> {
            assertThat(read("boot/firmware/config.txt")).doesNotContain("kernel8_rt");
            ran.add(String.join(" ", command));
        });
        assertThat(ran).containsExactly("apt-get remove -y linux-image-rpi-v8-rt");
        assertThat(machine()).isEqualTo(before);
    }

    @Test
    void aKernelThatCannotBeInstalledIsNotStarted() throws IOException, InterruptedException {
        raspberryPiOs("[all]\n");
        Map<String, String> before = machine();
        MachineRepair repair = MachineRepair.of(root, wrong("preemption"), 3, "arm64");
        assertThatThrownBy(() -> repair.apply(command -> {
                    throw new IOException("apt-get: ended with 100");
                }))
                .hasMessageContaining("ended with 100");
        assertThat(read("boot/firmware/config.txt")).isEqualTo("[all]\n");
        MachineRepair.undo(root, command -> {});
        assertThat(machine()).isEqualTo(before);
    }

    @Test
    void aKernelThatIsStillStartedStaysInstalled() throws IOException, InterruptedException {
        raspberryPiOs("");
        MachineRepair.of(root, wrong("preemption"), 3, "arm64").apply(command -> {});
        write("boot/firmware/config.txt", "kernel=kernel8_rt.img\ndtparam=audio=off\n");
        assertThat(MachineRepair.undo(root, command -> ran.add(String.join(" ", command))))
                .containsExactly(
                        "left /boot/firmware/config.txt: somebody has changed it since",
                        "left linux-image-rpi-v8-rt installed: /boot/firmware/config.txt still starts it");
        assertThat(ran).isEmpty();
    }

    @Test
    void aBoardWithA32BitSystemHasNoSuchKernel() throws IOException {
        raspberryPiOs("");
        assertThat(MachineRepair.of(root, wrong("preemption"), 3, "arm").isEmpty())
                .isTrue();
    }

    @Test
    void whatSomebodyHasChangedSinceIsLeft() throws IOException, InterruptedException {
        MachineRepair.of(root, wrong("lock-permission"), -1, "amd64").apply(command -> {});
        write("etc/security/limits.d/plumb.conf", "mine\n");
        assertThat(MachineRepair.undo(root, command -> {}))
                .containsExactly("left /etc/security/limits.d/plumb.conf: somebody has changed it since");
        assertThat(read("etc/security/limits.d/plumb.conf")).isEqualTo("mine\n");
    }

    @Test
    void aSecondRepairKeepsWhatWasThereBeforeTheFirst() throws IOException, InterruptedException {
        write(HUGE, "[always] madvise never\n");
        MachineRepair.of(root, wrong("huge-pages"), 1, "amd64").apply(command -> {});
        MachineRepair.of(root, wrong("huge-pages"), 1, "amd64").apply(command -> {});
        MachineRepair.undo(root, command -> {});
        assertThat(read(HUGE)).isEqualTo("always\n");
    }

    @Test
    void whereAProgramFailsWhatWasDoneUntilThenCanBeTakenBack() throws IOException, InterruptedException {
        desktop();
        Map<String, String> before = machine();
        MachineRepair repair = MachineRepair.of(root, wrong("interrupts", "scheduling"), 1, "amd64");
        assertThatThrownBy(() -> repair.apply(command -> {
                    throw new IOException("update-grub: not found");
                }))
                .hasMessageContaining("update-grub");
        MachineRepair.undo(root, command -> {});
        assertThat(machine()).isEqualTo(before);
    }

    @Test
    void whereNothingIsWrongOrNothingMendsItNothingIsDone() throws IOException {
        MachineItem good = new MachineItem("governor", "governor", ItemStatus.GOOD, "performance", "");
        MachineItem unknown = new MachineItem("huge-pages", "", ItemStatus.NOT_MEASURABLE, "?", "");
        assertThat(MachineRepair.of(root, new Examination(List.of(good, unknown)), 1, "amd64")
                        .isEmpty())
                .isTrue();
        MachineItem spi = item("spi", "put dtparam=spi=on into /boot/firmware/config.txt and restart");
        Examination mendless =
                new Examination(List.of(spi, item("isolated-cpu", ""), item("preemption", ""), item("disk-space", "")));
        assertThat(MachineRepair.of(root, mendless, 1, "amd64").isEmpty()).isTrue();
    }
}
