package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.doctor.DiskSpeed;
import plumb.doctor.Examination;
import plumb.doctor.ItemStatus;
import plumb.doctor.JavaFacts;
import plumb.doctor.MachineFacts;
import plumb.doctor.MachineItem;
import plumb.doctor.MachineRepair;
import plumb.runtime.os.Fact;
import plumb.runtime.os.HostFacts;
import plumb.runtime.os.KernelClock;
import plumb.runtime.os.RealtimeReport;
import plumb.runtime.os.TuningFacts;

/** All that the doctor says of a Raspberry Pi: fresh from the imager, and set up; each board with each system. */
class PiExaminationTest {
    private static final String HUGE = "sys/kernel/mm/transparent_hugepage/";

    @TempDir
    private Path root = Path.of("");

    /** The kernels of the two systems number the chips of a Pi 5 differently, and swap to different places. */
    enum Machine {
        PI_4_BOOKWORM(false, "bookworm", 0, 0, "/var/swap file 524272 0 -2"),
        PI_4_TRIXIE(false, "trixie", 0, 0, "/dev/zram0 partition 2097136 0 100"),
        PI_5_BOOKWORM(true, "bookworm", 2, 4, "/var/swap file 524272 0 -2"),
        PI_5_TRIXIE(true, "trixie", 0, 0, "/dev/zram0 partition 2097136 0 100");

        private final boolean five;
        private final String system;
        private final int pwmChip;
        private final int gpioChip;
        private final String swap;

        Machine(boolean five, String system, int pwmChip, int gpioChip, String swap) {
            this.five = five;
            this.system = system;
            this.pwmChip = pwmChip;
            this.gpioChip = gpioChip;
            this.swap = swap;
        }

        /** With SPI and PWM where their overlays are loaded. */
        FakeBoard board(Path root, boolean overlays) {
            FakeBoard board = five ? FakeBoard.pi5(root, pwmChip, gpioChip) : FakeBoard.pi4(root);
            board.file("etc/os-release", "PRETTY_NAME=\"Debian (" + system + ")\"\nVERSION_CODENAME=" + system + "\n");
            board.file("etc/debian_version", "13.1\n");
            board.file("etc/rpi-issue", "Raspberry Pi reference\n");
            board.file("boot/firmware/config.txt", "dtparam=audio=on\n[cm5]\ndtoverlay=dwc2\n[all]\n");
            board.file("boot/firmware/cmdline.txt", "console=serial0,115200 root=PARTUUID=1-02 rootwait\n");
            if (overlays) {
                List.of("0.0", "0.1", "1.0").forEach(device -> board.file("dev/spidev" + device, ""));
            } else {
                board.delete("sys/class/pwm/pwmchip" + (five ? pwmChip : 0));
            }
            String kernel = five ? "rpi-2712" : "rpi-v8";
            board.file("proc/sys/kernel/osrelease", "6.12.47+rpt-" + kernel + "\n");
            board.file("proc/sys/kernel/sched_rt_runtime_us", "950000\n");
            board.file("proc/sys/kernel/sched_rt_period_us", "1000000\n");
            board.file("proc/cpuinfo", "processor : 0\nFeatures : fp asimd evtstrm crc32 cpuid\n");
            board.file("proc/self/limits", "Max locked memory  8388608 8388608 bytes\nMax realtime priority  0 0\n");
            board.file("proc/self/status", "CapEff:\t000001ffffffffff\n");
            board.file("sys/devices/system/clocksource/clocksource0/current_clocksource", "arch_sys_counter\n");
            board.file("sys/devices/system/cpu/online", "0-3\n");
            board.file(HUGE + "enabled", "always [madvise] never\n");
            board.file(HUGE + "defrag", "always defer [madvise] never\n");
            return board;
        }

        void fresh(FakeBoard board) {
            board.file(
                    "proc/version", "Linux version 6.12.47 (serge@raspberrypi.com) #1 SMP PREEMPT Debian 1:6.12.47\n");
            board.file("proc/swaps", "Filename Type Size Used Priority\n" + swap + "\n");
            board.file("proc/cmdline", "coherent_pool=1M console=ttyS0,115200 root=PARTUUID=1-02 rootwait\n");
            board.file("proc/irq/24/effective_affinity_list", "3\n");
            board.file("sys/devices/system/cpu/isolated", "\n");
            governor(board, "ondemand");
        }

        void setUp(FakeBoard board) {
            board.file(
                    "proc/version",
                    "Linux version 6.12.47 (serge@raspberrypi.com) #1 SMP PREEMPT_RT Debian 1:6.12.47\n");
            board.file("proc/swaps", "Filename Type Size Used Priority\n");
            board.file("proc/cmdline", "root=PARTUUID=1-02 isolcpus=3 nohz_full=3 rcu_nocbs=3 irqaffinity=0\n");
            board.file("proc/irq/24/effective_affinity_list", "0\n");
            board.file("sys/devices/system/cpu/isolated", "3\n");
            governor(board, "performance");
        }

        private static void governor(FakeBoard board, String governor) {
            for (int cpu = 0; cpu < 4; cpu++) {
                board.file("sys/devices/system/cpu/cpu" + cpu + "/cpufreq/scaling_governor", governor + "\n");
            }
        }
    }

    private Examination examined() throws ConfigException {
        RigConfig config =
                ConfigReader.standard().read(Optional.empty(), List.of(ConfigOverride.set("rig.backend=pi")));
        MachineFacts facts = new MachineFacts(
                new RealtimeReport(7, "SCHED_FIFO", 80, OptionalInt.of(3), true, true, false, 0, "6.12", List.of()),
                HostFacts.read(root),
                TuningFacts.read(root),
                new KernelClock(new Fact.Known<>(1L), new Fact.Known<>(true)),
                new Fact.Known<>(new DiskSpeed(40, 20)),
                new JavaFacts(25, "25.0.3", "Any", "/opt/java", List.of("Shenandoah Young Pauses"), true));
        return Examination.of(config, facts, root.resolve("runs"), root);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void whereAllIsSetUpEveryLineIsGood(Machine machine) throws Exception {
        machine.setUp(machine.board(root, true));
        assertThat(examined().items())
                .hasSizeGreaterThan(25)
                .allSatisfy(
                        item -> assertThat(item.status()).as(item.toString()).isEqualTo(ItemStatus.GOOD));
    }

    @ParameterizedTest
    @EnumSource
    void freshFromTheImagerItSaysWhatIsMissing(Machine machine) throws Exception {
        machine.fresh(machine.board(root, false));
        Map<String, String> wrong = new TreeMap<>();
        for (MachineItem item : examined().items()) {
            if (item.status() != ItemStatus.GOOD) {
                wrong.put(item.id(), item.remedy());
            }
        }
        assertThat(wrong.keySet())
                .containsExactly(
                        "governor",
                        "interrupts",
                        "isolated-cpu",
                        "kernel-housekeeping",
                        "pi-pwm",
                        "pi-pwm-permission",
                        "pi-spi",
                        "pi-spi-permission",
                        "preemption",
                        "swap");
        assertThat(wrong.get("pi-spi")).isEqualTo("put dtparam=spi=on into /boot/firmware/config.txt and restart");
        assertThat(wrong.get("pi-pwm")).startsWith("put dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4 into ");
        assertThat(wrong.get("isolated-cpu")).startsWith("boot with isolcpus=3 ");
    }

    @ParameterizedTest
    @EnumSource
    void whatFilesAndPackagesCanMendIsMendedAndTakenBack(Machine machine) throws Exception {
        machine.fresh(machine.board(root, false));
        Map<String, String> before = files();
        List<String> ran = new ArrayList<>();
        MachineRepair.of(root, examined(), 3, "arm64").apply(command -> ran.add(String.join(" ", command)));
        assertThat(ran).containsExactly("apt-get install -y linux-image-rpi-v8-rt");
        assertThat(files().get("boot/firmware/config.txt")).isEqualTo("""
                dtparam=audio=on
                [cm5]
                dtoverlay=dwc2
                [all]
                dtoverlay=pwm-2chan,pin=12,func=4,pin2=13,func2=4
                dtparam=spi=on
                kernel=kernel8_rt.img
                """);
        assertThat(files().get("boot/firmware/cmdline.txt"))
                .isEqualTo("console=serial0,115200 root=PARTUUID=1-02 rootwait"
                        + " isolcpus=3 nohz_full=3 rcu_nocbs=3 irqaffinity=0\n");
        assertThat(examined().items())
                .filteredOn(item -> item.id().equals("governor"))
                .allSatisfy(item -> assertThat(item.status()).isEqualTo(ItemStatus.GOOD));
        MachineRepair.undo(root, command -> ran.add(String.join(" ", command)));
        assertThat(ran.getLast()).isEqualTo("apt-get remove -y linux-image-rpi-v8-rt");
        assertThat(files()).isEqualTo(before);
    }
}
