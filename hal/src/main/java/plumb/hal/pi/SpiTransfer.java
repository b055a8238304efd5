package plumb.hal.pi;

import java.lang.foreign.MemorySegment;
import plumb.hal.RigException;

/**
 * One chip on an SPI bus, with its chip select. {@link #open} and {@link #close} on the housekeeping thread, {@link #transfer} on
 * whichever thread uses the chip, where it neither allocates nor throws.
 */
public interface SpiTransfer extends AutoCloseable {
    /** Longest transfer, bytes. */
    int CAPACITY = 16;

    /** Where the chip is, for people. */
    String where();

    /**
     * Makes the bus ready.
     *
     * @throws RigException when it is not there or not allowed; with the remedy
     */
    void open() throws RigException;

    /** What is sent: {@link #CAPACITY} bytes, the same memory for ever. */
    MemorySegment sent();

    /** What came back, byte for byte beside what was sent: {@link #CAPACITY} bytes, the same memory for ever. */
    MemorySegment received();

    /**
     * Exchanges one or two commands in one call: the chip is selected for the first, released, selected again for the second.
     *
     * @param first bytes of the first command
     * @param second bytes of the second, right behind it; 0 = there is none
     * @return false when the bus did not do it; what was received is void then
     */
    boolean transfer(int first, int second);

    @Override
    void close();
}
