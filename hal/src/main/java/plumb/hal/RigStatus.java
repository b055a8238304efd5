package plumb.hal;

/** Status bits of a {@link RigFrame}. Zero means: everything is as it should be. Any thread. */
public final class RigStatus {
    /** The cart touches an end stop or limit switch. */
    public static final int END_STOP = 1;

    /** The emergency stop is pressed, or its wire is broken. */
    public static final int EMERGENCY_STOP = 1 << 1;

    /** The rig's own watchdog stopped the motor because commands stayed away. */
    public static final int WATCHDOG = 1 << 2;

    /** The link to the rig is down; the counts are those of the last good sample. */
    public static final int LINK_DOWN = 1 << 3;

    /** A sensor reports that it does not work. */
    public static final int SENSOR_FAULT = 1 << 4;

    /** The motor driver reports a fault. */
    public static final int DRIVER_FAULT = 1 << 5;

    /**
     * The link was lost and has come back since the rig was opened. What was known of the rig is void: open it again and test
     * it again.
     */
    public static final int RECONNECTED = 1 << 6;

    /** Bits with which no motor may be commanded, whatever else holds. The watchdog bit clears with the next command. */
    public static final int FAULTS = EMERGENCY_STOP | LINK_DOWN | SENSOR_FAULT | DRIVER_FAULT | RECONNECTED;

    private RigStatus() {}
}
