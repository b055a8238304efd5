package plumb.hal.serial;

import plumb.hal.RigDescription;

/**
 * What the host wants of a serial rig. Immutable; any thread.
 *
 * @param description as the loop sees the rig; its motor's limit and its watchdog are configured on the rig
 * @param periodNanos between samples, ns
 * @param sampleAfterMicros a command moves the next sample to so long after it, us; {@link #PIPELINED} leaves the rig to its
 *     own clock
 * @param transmissionNanos what a sample takes on the wire at least, ns
 * @param timeoutNanos the link is down when nothing has come for so long, ns
 * @param fullScale force at full duty beyond the dead zone, N
 * @param deadZone share of full duty at which the motor begins to move, 0..1
 * @param reversed whether the motor turns the other way
 * @param countsPerTurn of the cart's encoder, of link 1 and link 2, signs left out; compared with what the rig says
 */
public record SerialSettings(
        RigDescription description,
        long periodNanos,
        int sampleAfterMicros,
        long transmissionNanos,
        long timeoutNanos,
        double fullScale,
        double deadZone,
        boolean reversed,
        CountsPerTurn countsPerTurn) {
    /** Stands for samples by the rig's own clock. */
    public static final int PIPELINED = 0xffff;

    /** Bits per byte on a UART: start, eight, stop. */
    private static final long BITS_PER_BYTE = 10;

    private static final long STATE_FRAME_BYTES = 33;

    /** What a sample takes on a UART, ns. */
    public static long transmissionNanos(long baud) {
        return STATE_FRAME_BYTES * BITS_PER_BYTE * 1_000_000_000L / baud;
    }

    /**
     * Resolution of the three encoders.
     *
     * @param cart counts per turn
     * @param link1 counts per turn
     * @param link2 counts per turn
     */
    public record CountsPerTurn(long cart, long link1, long link2) {}

    /** Puts the configuration into a message. */
    FrameEncoder configure(FrameEncoder encoder) {
        return encoder.u16((int) (periodNanos / 1000))
                .u16(sampleAfterMicros)
                .i32((int) (description.watchdogNanos() / 1000))
                .i32((int) milliNewtons(description.motor().limit()))
                .i32((int) milliNewtons(fullScale))
                .u16((int) StrictMath.rint(deadZone * 10_000))
                .u8(reversed ? 1 : 0);
    }

    /** A force as the wire has it. */
    static long milliNewtons(double newtons) {
        return (long) StrictMath.rint(newtons * 1000);
    }
}
