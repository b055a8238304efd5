package plumb.hal.serial;

/** The messages of the serial protocol: code and length of the payload. Immutable; any thread. */
public enum MessageType {
    /** Force, duty or heartbeat. */
    COMMAND(0x01, 5),
    /** Begins a session. */
    HELLO_REQUEST(0x02, 5),
    /** Period, limits and motor. */
    CONFIGURE(0x03, 19),
    /** Asks for tests. */
    SELF_TEST(0x04, 1),
    /** Motor safe at once. */
    STOP(0x05, 1),
    /** One sample. */
    STATE(0x81, 24),
    /** What the rig is. */
    HELLO(0x82, 58),
    /** Answer to a configuration. */
    CONFIGURED(0x83, 5),
    /** What the tests found. */
    SELF_TEST_RESULT(0x84, 11);

    /** Bytes of a message beside its payload: type, sequence, checksum. */
    static final int OVERHEAD = 7;

    /** Bytes before the payload. */
    static final int HEADER = 3;

    private static final MessageType[] BY_CODE = new MessageType[256];

    static {
        for (MessageType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final int payloadLength;

    MessageType(int code, int payloadLength) {
        this.code = code;
        this.payloadLength = payloadLength;
    }

    /** First byte of the message, 0..255. */
    public int code() {
        return code;
    }

    /** Bytes of payload. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Whether the host sends it. */
    public boolean fromHost() {
        return code < 0x80;
    }

    /** Length of the payload of a code, or -1 for one that is not in the table. */
    static int payloadLength(int code) {
        MessageType type = BY_CODE[code];
        return type == null ? -1 : type.payloadLength;
    }

    /** The type of a code that is in the table. */
    static MessageType of(int code) {
        return BY_CODE[code];
    }
}
