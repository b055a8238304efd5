package plumb.hal.serial;

/**
 * One STATE of a serial rig, as it came. Immutable; any thread.
 *
 * @param micros the rig's clock, us; wraps at 2^32
 * @param status bits of the protocol
 * @param commandAgeMicros from the newest command's arrival to the sample, us; 65535 stands for that or more
 * @param position counts of the cart's encoder; wrap
 * @param angle1 counts of link 1; wrap
 * @param angle2 counts of link 2; wrap
 * @param duty that the motor has, 1/10000 of full scale
 */
public record RigSample(long micros, int status, int commandAgeMicros, int position, int angle1, int angle2, int duty) {
    /** The emergency stop is pressed. */
    public static final int EMERGENCY_STOP = 1 << 1;

    /** No command came in time. */
    public static final int WATCHDOG = 1 << 2;

    /** An encoder made a transition that does not exist. */
    public static final int SENSOR_FAULT = 1 << 4;

    /** The driver reports a fault. */
    public static final int DRIVER_FAULT = 1 << 5;

    /** The next command drives. */
    public static final int ARMED = 1 << 9;

    /** The limit switch at negative positions is open. */
    public static final int LIMIT_LOW = 1 << 11;

    /** The one at positive positions. */
    public static final int LIMIT_HIGH = 1 << 12;

    /** Reads a STATE. */
    static RigSample of(FrameDecoder state) {
        return new RigSample(
                state.u32(0), state.u16(4), state.u16(8), state.i32(10), state.i32(14), state.i32(18), state.i16(22));
    }

    /** Whether any of the bits is set. */
    public boolean says(int bits) {
        return (status & bits) != 0;
    }
}
