package plumb.record;

/** How a field of a record is stored: little-endian, IEEE 754 where it is a double. Any thread. */
public enum FieldType {
    /** Signed, 8 bytes. */
    LONG(8),
    /** Double precision, 8 bytes. Every value that is not a number is stored with the same bits. */
    DOUBLE(8),
    /** Signed, 4 bytes. */
    INT(4),
    /** Unsigned, 1 byte. */
    BYTE(1);

    private final int bytes;

    FieldType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes that it takes. */
    public int bytes() {
        return bytes;
    }
}
