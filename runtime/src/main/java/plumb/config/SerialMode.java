package plumb.config;

/** When a serial rig samples. */
public enum SerialMode {
    /** A fixed time after each command: every sample is as old as the others when it is read. */
    PACED,
    /** By its own clock, once in a period: the newest is read, of whatever age it is. */
    PIPELINED
}
