package plumb.hal.pi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import plumb.hal.RigException;

/**
 * A quadrature counter LS7366R: four counts per line, 32 bits, counting up and down without an end, the index input not used.
 * {@link #start} on the housekeeping thread, {@link #sample} on the control thread, where it does not allocate.
 *
 * <p><b>One sample</b> is two commands in one call: the count, which the chip latches as it is asked for, and the status. A chip that
 * is there says "counting" and not "power was lost"; lines that are stuck say something else: {@code 0x00} is not counting, and
 * {@code 0xFF} has lost its power. So every sample proves that it comes from the chip.
 *
 * <p><b>Wrap-around.</b> The difference of two samples is taken in 32 bits and added up in 64: it is right as long as there are
 * fewer than 2^31 counts between two samples.
 */
final class QuadratureCounter {
    /** Bytes on the bus per sample. */
    static final int SAMPLE_BYTES = 7;

    /** Commands: what is done in the upper two bits, the register in the next three. */
    static final int CLEAR_CNTR = 0x20;

    static final int CLEAR_STR = 0x30;
    static final int READ_MDR0 = 0x48;
    static final int READ_MDR1 = 0x50;
    static final int READ_CNTR = 0x60;
    static final int READ_STR = 0x70;
    static final int WRITE_MDR0 = 0x88;
    static final int WRITE_MDR1 = 0x90;

    /** Four counts per line, free running, no index, filter clock not divided. */
    static final int MDR0 = 0x03;

    /** Four bytes, counting enabled, no flags. */
    static final int MDR1 = 0x00;

    /** In the status register: counting is enabled. */
    static final int COUNTING = 1 << 3;

    /** In the status register: power was lost since it was last cleared. */
    static final int POWER_LOST = 1 << 2;

    private static final ValueLayout.OfInt COUNT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int COUNT_COMMAND = 5;
    private static final int STATUS_COMMAND = 2;
    private static final int BYTE = 0xff;

    private final String name;
    private final SpiTransfer spi;
    private final MemorySegment sent;
    private final MemorySegment received;
    private int last;
    private long count;

    /**
     * Not started yet.
     *
     * @param name of the encoder, for people
     * @param spi where the chip is; used by this counter alone
     */
    QuadratureCounter(String name, SpiTransfer spi) {
        this.name = name;
        this.spi = spi;
        this.sent = spi.sent();
        this.received = spi.received();
    }

    /**
     * Opens the bus, finds the chip and lets it count.
     *
     * @param keep whether a count is kept that the chip has held ever since it was first started; otherwise it begins at 0 now
     * @throws RigException when there is no such chip
     */
    void start(boolean keep) throws RigException {
        spi.open();
        write(WRITE_MDR1, MDR1);
        write(WRITE_MDR0, MDR0);
        verify("MDR0", READ_MDR0, MDR0);
        verify("MDR1", READ_MDR1, MDR1);
        if (!keep || (read(READ_STR) & POWER_LOST) != 0) {
            command(CLEAR_CNTR);
            command(CLEAR_STR);
        }
        last = 0;
        count = 0;
        if (!sample()) {
            throw problem("it does not count (status "
                    + hex(Byte.toUnsignedInt(received.get(JAVA_BYTE, SAMPLE_BYTES - 1L)))
                    + "); check its CNT_EN pin and its clock");
        }
    }

    private void verify(String register, int command, int written) throws RigException {
        int read = read(command);
        if (read == written) {
            return;
        }
        String found = "register " + register + " reads " + hex(read) + " instead of " + hex(written);
        throw problem(
                switch (read) {
                    case 0 -> found + ": no chip answers; check power, MISO and chip select";
                    case BYTE -> found + ": MISO is stuck high or the chip has no ground";
                    default -> found + ": bits are lost; check ground and cable, or take a slower pi.clock";
                });
    }

    private void write(int command, int value) throws RigException {
        sent.set(JAVA_BYTE, 1, (byte) value);
        exchange(command, STATUS_COMMAND);
    }

    private int read(int command) throws RigException {
        exchange(command, STATUS_COMMAND);
        return Byte.toUnsignedInt(received.get(JAVA_BYTE, 1));
    }

    private void command(int command) throws RigException {
        exchange(command, 1);
    }

    private void exchange(int command, int bytes) throws RigException {
        sent.set(JAVA_BYTE, 0, (byte) command);
        if (!spi.transfer(bytes, 0)) {
            throw problem("the bus refuses a transfer");
        }
    }

    private RigException problem(String what) {
        return new RigException("encoder of " + name + " at " + spi.where() + ": " + what);
    }

    private static String hex(int value) {
        return String.format("0x%02x", value);
    }

    /** Whether the bus transfers at all; otherwise what {@link #sample} would say is void. */
    boolean transfer() {
        sent.set(JAVA_BYTE, 0, (byte) READ_CNTR);
        sent.set(JAVA_BYTE, COUNT_COMMAND, (byte) READ_STR);
        return spi.transfer(COUNT_COMMAND, STATUS_COMMAND);
    }

    /** Takes over what {@link #transfer} has brought; false, with the count left as it was, when it is not from a sound chip. */
    boolean accept() {
        int status = received.get(JAVA_BYTE, SAMPLE_BYTES - 1L);
        if ((status & (COUNTING | POWER_LOST)) != COUNTING) {
            return false;
        }
        int now = received.get(COUNT, 1);
        count += now - last;
        last = now;
        return true;
    }

    private boolean sample() {
        return transfer() && accept();
    }

    /** Counts, as of the last sound sample. */
    long count() {
        return count;
    }

    /** Lets the bus go. */
    void stop() {
        spi.close();
    }
}
