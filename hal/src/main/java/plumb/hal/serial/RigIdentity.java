package plumb.hal.serial;

/**
 * What a serial rig says of itself. Immutable; any thread.
 *
 * @param protocol version of the protocol that it speaks
 * @param firmware version of its firmware, like 1.0.0
 * @param name identity of the rig
 * @param boot another number after each start
 * @param countsPerTurn of its encoders
 * @param countRate counts per second that each encoder may reach
 * @param watchdogMicros the longest time that its command watchdog can be set to, us
 * @param forceLimit the most its motor delivers, N
 * @param dutySteps steps from standstill to full scale
 * @param shortestPeriodMicros between samples, us
 * @param capabilities the bits of the message
 */
public record RigIdentity(
        int protocol,
        String firmware,
        String name,
        long boot,
        SerialSettings.CountsPerTurn countsPerTurn,
        long countRate,
        long watchdogMicros,
        double forceLimit,
        int dutySteps,
        int shortestPeriodMicros,
        int capabilities) {
    /** Takes duties as commands. */
    public static final int DUTY_COMMANDS = 1;

    /** Limit switches are fitted. */
    public static final int LIMIT_SWITCHES = 1 << 1;

    /** The emergency stop is sensed. */
    public static final int EMERGENCY_STOP = 1 << 2;

    /** The driver reports its faults. */
    public static final int DRIVER_FAULT = 1 << 3;

    private static final int NAME_ROOM = 16;

    /** Reads a HELLO. */
    static RigIdentity of(FrameDecoder hello) {
        return new RigIdentity(
                hello.u8(0),
                hello.u8(1) + "." + hello.u8(2) + "." + hello.u8(3),
                hello.text(12, NAME_ROOM),
                hello.u32(8),
                new SerialSettings.CountsPerTurn(hello.u32(28), hello.u32(32), hello.u32(36)),
                hello.u32(40),
                hello.u32(44),
                hello.u32(48) / 1e3,
                hello.u16(52),
                hello.u16(54),
                hello.u16(56));
    }

    /** Whether it has a capability. */
    public boolean has(int capability) {
        return (capabilities & capability) != 0;
    }
}
