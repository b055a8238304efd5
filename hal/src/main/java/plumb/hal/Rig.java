package plumb.hal;

import java.util.Optional;

/**
 * A pendulum rig: three encoders and one motor. The one interface of the hardware abstraction; every implementation
 * passes the conformance suite {@code RigContract}.
 *
 * <p>Threads: {@link #describe}, {@link #open} and {@link #close} on the housekeeping thread, before and after the loop.
 * {@link #read} and {@link #write} on the control thread, where they neither allocate, lock, block nor throw: whatever
 * goes wrong is reported in {@link RigFrame#status()}. {@link #makeSafe} on either, never on both at once.
 *
 * <p>A rig has a watchdog of its own: when no command arrives for {@link RigDescription#watchdogNanos()}, the motor goes
 * to its safe value by itself, and {@link RigStatus#WATCHDOG} says so until the next command. It counts from the first
 * command after {@link #open}; until then the motor is safe anyway.
 */
public interface Rig extends AutoCloseable {
    /** What this rig is; the same answer every time. */
    RigDescription describe();

    /**
     * Makes the rig ready for {@link #read} and {@link #write}, its motor at the safe value.
     *
     * @throws RigException when the rig cannot be reached or is not what it should be
     */
    void open() throws RigException;

    /**
     * Reads the newest sample. Raw counts, never SI units. When there is none to be had, also because the rig is not open:
     * {@link RigStatus#LINK_DOWN}, and the sequence number does not grow.
     *
     * @param frame modified
     */
    void read(RigFrame frame);

    /**
     * Sends a command. The rig clamps a force to its motor's limit; one that is not a number, and any with the motor not
     * enabled, means the safe value. Ignored when the rig is not open.
     *
     * @param command not modified
     */
    void write(RigCommand command);

    /**
     * What the link has counted since {@link #open}; empty where no frames travel that could be damaged or lost. Any thread;
     * may allocate.
     */
    Optional<LinkStatistics> linkStatistics();

    /** Sends the safe command now. Harmless when repeated, when not open and after {@link #close}. */
    void makeSafe();

    /** Makes the rig safe and lets it go. Harmless when repeated. */
    @Override
    void close();
}
