package plumb.record;

import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import plumb.control.Controller;
import plumb.runtime.Cycle;

/**
 * Puts a cycle and what the law remembers into a record: the recorder's and the replay's one way from numbers to bits.
 * Control thread; does not allocate.
 */
final class CycleEncoder {
    private static final CycleField[] FIELDS = CycleField.values();

    private final Controller law;
    private final double[] states;
    private final int statesOffset;
    private final RecordLayout layout;

    /** An encoder for runs under this law. */
    CycleEncoder(Controller law) {
        this.law = law;
        this.states = new double[law.internalStates().size()];
        this.layout = RecordLayout.of(law.internalStates());
        this.statesOffset = layout.statesOffset();
    }

    /** Of the records it makes. */
    RecordLayout layout() {
        return layout;
    }

    /**
     * Writes one record.
     *
     * @param cycle not modified
     * @param buffer modified, from {@code record} on, for the layout's length
     * @param record where it begins
     */
    void encode(Cycle cycle, MutableDirectBuffer buffer, int record) {
        int at = record;
        for (CycleField field : FIELDS) {
            long bits = field.bits(cycle);
            FieldType type = field.type();
            switch (type) {
                case LONG, DOUBLE -> buffer.putLong(at, bits, ByteOrder.LITTLE_ENDIAN);
                case INT -> buffer.putInt(at, (int) bits, ByteOrder.LITTLE_ENDIAN);
                case BYTE -> buffer.putByte(at, (byte) bits);
            }
            at += type.bytes();
        }
        for (; at < record + statesOffset; at++) {
            buffer.putByte(at, (byte) 0);
        }
        law.copyInternalStates(states, 0);
        for (double state : states) {
            buffer.putLong(at, Double.doubleToLongBits(state), ByteOrder.LITTLE_ENDIAN);
            at += Double.BYTES;
        }
    }
}
