package plumb.hal.pi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.AllocatedBytes;
import plumb.hal.RigException;

class SpidevTransferTest {
    private static final long STRUCT = 32;
    private static final long TIOCGWINSZ = 0x5413;
    private static final long TIOCSWINSZ = 0x5414;

    @TempDir
    Path folder;

    private final FakeLs7366 chip = new FakeLs7366("chip");
    private final List<String> settings = new ArrayList<>();
    private int refused;

    /** What the kernel's driver does with the structs, on the chip at register level. */
    private int driver(int descriptor, long request, MemorySegment argument, MemorySegment state) {
        if (refused != 0) {
            return -refused;
        }
        if (request == 0x40016b01L || request == 0x40016b03L) {
            settings.add(Long.toHexString(request) + "=" + argument.get(JAVA_BYTE, 0));
            return 0;
        }
        if (request == 0x40046b04L) {
            settings.add(Long.toHexString(request) + "=" + argument.get(JAVA_INT, 0));
            return 0;
        }
        int parts = request == 0x40206b00L ? 1 : request == 0x40406b00L ? 2 : 0;
        int total = 0;
        for (int part = 0; part < parts; part++) {
            long at = part * STRUCT;
            assertThat(argument.get(JAVA_INT, at + 20)).isEqualTo(2_000_000);
            assertThat(argument.get(JAVA_BYTE, at + 26)).isEqualTo((byte) 8);
            // The chip is released between two commands, and by itself after the last.
            assertThat(argument.get(JAVA_BYTE, at + 27)).isEqualTo((byte) (part + 1 < parts ? 1 : 0));
            int length = argument.get(JAVA_INT, at + 16);
            MemorySegment sent = at(argument.get(JAVA_LONG, at), length);
            MemorySegment received = at(argument.get(JAVA_LONG, at + 8), length);
            MemorySegment.copy(sent, 0, chip.sent(), 0, length);
            chip.transfer(length, 0);
            MemorySegment.copy(chip.received(), 0, received, 0, length);
            total += length;
        }
        return total;
    }

    private static MemorySegment at(long address, int length) {
        return MemorySegment.ofAddress(address).reinterpret(length);
    }

    private SpidevTransfer open() throws IOException {
        chip.open();
        Path device = folder.resolve("spidev0.0");
        Files.writeString(device, "");
        SpidevTransfer transfer = new SpidevTransfer(device, 2_000_000, this::driver);
        transfer.open();
        return transfer;
    }

    @Test
    void setsModeBitsAndClock() throws IOException {
        try (SpidevTransfer transfer = open()) {
            assertThat(settings).containsExactly("40016b01=0", "40016b03=8", "40046b04=2000000");
            assertThat(transfer.where()).endsWith("spidev0.0");
        }
    }

    @Test
    void carriesCommandsToTheChipAndItsAnswersBack() throws IOException {
        QuadratureCounter counter = new QuadratureCounter("the cart", open());
        counter.start(false);
        chip.turn(-12_345);
        assertThat(counter.transfer() && counter.accept()).isTrue();
        assertThat(counter.count()).isEqualTo(-12_345);
        counter.stop();
        assertThat(counter.transfer()).isFalse();
    }

    @Test
    void allocatesNothingInATransfer() throws IOException {
        Path terminal = Path.of("/dev/ptmx");
        try (SpidevTransfer transfer = new SpidevTransfer(
                terminal,
                1,
                (descriptor, request, argument, state) -> (request >> 8 & 0xff) == 'k' && (request & 0xff) == 0
                        ? KernelCalls.ioctl(descriptor, request, argument, state)
                        : 0)) {
            transfer.open();
            // A terminal refuses the request, after the whole way into the kernel and back.
            assertThat(transfer.transfer(5, 2)).isFalse();
            long bytes = AllocatedBytes.inSteadyState(() -> {
                for (int i = 0; i < 10_000; i++) {
                    transfer.transfer(5, 2);
                }
            });
            assertThat(bytes).isZero();
        }
    }

    @Test
    void theSystemCallReachesARealDevice() {
        int terminal = KernelCalls.open("/dev/ptmx", KernelCalls.O_RDWR);
        assertThat(terminal).isPositive();
        try {
            MemorySegment size = Arena.ofAuto().allocate(8, 8);
            MemorySegment state = KernelCalls.newState();
            size.set(JAVA_LONG, 0, 40L | 132L << 16);
            assertThat(KernelCalls.ioctl(terminal, TIOCSWINSZ, size, state)).isZero();
            size.set(JAVA_LONG, 0, 0);
            assertThat(KernelCalls.ioctl(terminal, TIOCGWINSZ, size, state)).isZero();
            assertThat(size.get(JAVA_LONG, 0)).isEqualTo(40L | 132L << 16);
            assertThat(KernelCalls.ioctl(terminal, SpidevTransfer.SPI_IOC_MESSAGE_1, size, state))
                    .isEqualTo(-KernelCalls.ENOTTY);
        } finally {
            assertThat(KernelCalls.close(terminal)).isZero();
        }
        assertThat(KernelCalls.close(terminal)).isNegative();
    }

    @Test
    void aDeviceThatIsNoSpiDeviceIsRefused() {
        SpidevTransfer transfer = new SpidevTransfer(Path.of("/dev/ptmx"), 2_000_000);
        assertThatThrownBy(transfer::open)
                .isInstanceOf(RigException.class)
                .hasMessage("/dev/ptmx refuses mode 0: it is no SPI device");
        assertThat(transfer.transfer(1, 0)).isFalse();
    }

    @Test
    void aDeviceThatIsNotThereNamesTheOverlay() {
        assertThatThrownBy(() -> new SpidevTransfer(folder.resolve("spidev0.1"), 1).open())
                .hasMessage("there is no " + folder.resolve("spidev0.1")
                        + "; put dtparam=spi=on into /boot/firmware/config.txt and restart");
        assertThatThrownBy(() -> new SpidevTransfer(folder.resolve("spidev1.0"), 1).open())
                .hasMessageContaining("dtoverlay=spi1-1cs,cs0_pin=16");
        assertThatThrownBy(() -> new SpidevTransfer(folder, 1).open()).hasMessageContaining("Is a directory");
    }

    @Test
    void aSettingThatIsRefusedSaysWhy() throws IOException {
        Path device = Files.writeString(folder.resolve("spidev0.0"), "");
        refused = 22;
        assertThatThrownBy(() -> new SpidevTransfer(device, 1, this::driver).open())
                .hasMessage(device + " refuses mode 0: Invalid argument");
    }
}
