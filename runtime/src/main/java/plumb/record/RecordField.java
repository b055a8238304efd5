package plumb.record;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * One field of a record. Immutable; any thread.
 *
 * @param name {@code [a-zA-Z0-9.]+}, no two of a layout alike
 * @param type how it is stored
 * @param unit its unit; empty for a plain number
 * @param offset in the record, bytes
 * @param text what it is, for people
 */
public record RecordField(String name, FieldType type, String unit, int offset, String text) {
    /** The value in a record that begins at {@code record}; a whole number as it is, a double cut off. */
    public long asLong(DirectBuffer buffer, int record) {
        int at = record + offset;
        return switch (type) {
            case LONG -> buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
            case DOUBLE -> (long) buffer.getDouble(at, ByteOrder.LITTLE_ENDIAN);
            case INT -> buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            case BYTE -> buffer.getByte(at) & 0xff;
        };
    }

    /** The value in a record that begins at {@code record}, as a double: exact for doubles and below 2^53. */
    public double asDouble(DirectBuffer buffer, int record) {
        return type == FieldType.DOUBLE
                ? buffer.getDouble(record + offset, ByteOrder.LITTLE_ENDIAN)
                : asLong(buffer, record);
    }

    /** The value as text: a double with all its digits. */
    String format(DirectBuffer buffer, int record) {
        return type == FieldType.DOUBLE
                ? Double.toString(asDouble(buffer, record))
                : Long.toString(asLong(buffer, record));
    }
}
