package plumb.hal.pi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.file.Path;
import plumb.hal.RigException;

/**
 * A chip behind the kernel's {@code spidev}: mode 0, 8 bits, most significant bit first. All structs and buffers are prepared once;
 * a transfer is one {@code ioctl}. Threads as in {@link SpiTransfer}.
 */
final class SpidevTransfer implements SpiTransfer {
    /** {@code struct spi_ioc_transfer} of {@code linux/spi/spidev.h}. */
    static final StructLayout TRANSFER = MemoryLayout.structLayout(
            JAVA_LONG.withName("tx_buf"),
            JAVA_LONG.withName("rx_buf"),
            JAVA_INT.withName("len"),
            JAVA_INT.withName("speed_hz"),
            JAVA_SHORT.withName("delay_usecs"),
            JAVA_BYTE.withName("bits_per_word"),
            JAVA_BYTE.withName("cs_change"),
            JAVA_BYTE.withName("tx_nbits"),
            JAVA_BYTE.withName("rx_nbits"),
            JAVA_BYTE.withName("word_delay_usecs"),
            JAVA_BYTE.withName("pad"));

    static final long SPI_IOC_WR_MODE = 0x40016b01L;
    static final long SPI_IOC_WR_BITS_PER_WORD = 0x40016b03L;
    static final long SPI_IOC_WR_MAX_SPEED_HZ = 0x40046b04L;
    static final long SPI_IOC_MESSAGE_1 = 0x40206b00L;
    static final long SPI_IOC_MESSAGE_2 = 0x40406b00L;

    private static final long LENGTH = TRANSFER.byteOffset(PathElement.groupElement("len"));
    private static final long SPEED = TRANSFER.byteOffset(PathElement.groupElement("speed_hz"));
    private static final long BITS = TRANSFER.byteOffset(PathElement.groupElement("bits_per_word"));
    private static final long RELEASE = TRANSFER.byteOffset(PathElement.groupElement("cs_change"));
    private static final long SENT = TRANSFER.byteOffset(PathElement.groupElement("tx_buf"));
    private static final long RECEIVED = TRANSFER.byteOffset(PathElement.groupElement("rx_buf"));
    private static final long SECOND = TRANSFER.byteSize();

    private static final byte MODE_0 = 0;
    private static final byte EIGHT_BITS = 8;
    private static final int CLOSED = -1;

    /** The system call, or what a test puts in its place. */
    interface Ioctl {
        /** As {@link KernelCalls#ioctl}. */
        int call(int descriptor, long request, MemorySegment argument, MemorySegment state);
    }

    private final Path device;
    private final int clockHz;
    private final Ioctl ioctl;
    private final MemorySegment sent;
    private final MemorySegment received;
    private final MemorySegment message;
    private final MemorySegment state = KernelCalls.newState();
    private int descriptor = CLOSED;

    /**
     * Not open yet.
     *
     * @param device for example {@code /dev/spidev0.0}
     * @param clockHz of the bus, Hz
     */
    SpidevTransfer(Path device, int clockHz) {
        this(device, clockHz, KernelCalls::ioctl);
    }

    /** The same with another system call. */
    SpidevTransfer(Path device, int clockHz, Ioctl ioctl) {
        this.device = device;
        this.clockHz = clockHz;
        this.ioctl = ioctl;
        Arena arena = Arena.ofAuto();
        this.sent = arena.allocate(CAPACITY, Long.BYTES);
        this.received = arena.allocate(CAPACITY, Long.BYTES);
        this.message = arena.allocate(MemoryLayout.sequenceLayout(2, TRANSFER));
        for (long part = 0; part <= SECOND; part += SECOND) {
            message.set(JAVA_INT, part + SPEED, clockHz);
            message.set(JAVA_BYTE, part + BITS, EIGHT_BITS);
        }
        message.set(JAVA_LONG, SENT, sent.address());
        message.set(JAVA_LONG, RECEIVED, received.address());
    }

    @Override
    public String where() {
        return device.toString();
    }

    @Override
    public void open() throws RigException {
        int opened = KernelCalls.open(device.toString(), KernelCalls.O_RDWR);
        if (opened < 0) {
            throw new RigException(
                    switch (-opened) {
                        case KernelCalls.ENOENT -> "there is no " + device + "; " + remedy(device);
                        case KernelCalls.EACCES ->
                            "no permission to open " + device + "; " + AccessRemedy.of(device, "spi");
                        default -> "cannot open " + device + ": " + KernelCalls.errorText(opened);
                    });
        }
        descriptor = opened;
        configure("mode 0", SPI_IOC_WR_MODE, JAVA_BYTE.byteSize(), MODE_0);
        configure("8 bits per word", SPI_IOC_WR_BITS_PER_WORD, JAVA_BYTE.byteSize(), EIGHT_BITS);
        configure("a clock of " + clockHz + " Hz", SPI_IOC_WR_MAX_SPEED_HZ, JAVA_INT.byteSize(), clockHz);
    }

    /** What makes the kernel offer this device. */
    static String remedy(Path device) {
        return "put " + line(device) + " into /boot/firmware/config.txt and restart";
    }

    /** Its line in the boot configuration. */
    static String line(Path device) {
        return String.valueOf(device.getFileName()).startsWith("spidev0.")
                ? "dtparam=spi=on"
                : "dtoverlay=spi1-1cs,cs0_pin=16";
    }

    private void configure(String what, long request, long bytes, int value) throws RigException {
        MemorySegment argument = Arena.ofAuto().allocate(Long.BYTES, Long.BYTES);
        if (bytes == 1) {
            argument.set(JAVA_BYTE, 0, (byte) value);
        } else {
            argument.set(JAVA_INT, 0, value);
        }
        int result = ioctl.call(descriptor, request, argument, state);
        if (result < 0) {
            close();
            throw new RigException(device + " refuses " + what + ": "
                    + (result == -KernelCalls.ENOTTY ? "it is no SPI device" : KernelCalls.errorText(result)));
        }
    }

    @Override
    public MemorySegment sent() {
        return sent;
    }

    @Override
    public MemorySegment received() {
        return received;
    }

    @Override
    public boolean transfer(int first, int second) {
        if (descriptor == CLOSED) {
            return false;
        }
        message.set(JAVA_INT, LENGTH, first);
        if (second == 0) {
            message.set(JAVA_BYTE, RELEASE, (byte) 0);
            return ioctl.call(descriptor, SPI_IOC_MESSAGE_1, message, state) == first;
        }
        message.set(JAVA_BYTE, RELEASE, (byte) 1);
        message.set(JAVA_INT, SECOND + LENGTH, second);
        message.set(JAVA_LONG, SECOND + SENT, sent.address() + first);
        message.set(JAVA_LONG, SECOND + RECEIVED, received.address() + first);
        return ioctl.call(descriptor, SPI_IOC_MESSAGE_2, message, state) == first + second;
    }

    @Override
    public void close() {
        if (descriptor != CLOSED) {
            KernelCalls.close(descriptor);
            descriptor = CLOSED;
        }
    }
}
