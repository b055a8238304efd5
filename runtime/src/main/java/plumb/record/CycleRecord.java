package plumb.record;

import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A view of one record of a file; it shows the next one after {@link RecordingReader#next}. Reading thread; reading numbers
 * does not allocate. What a file of another version does not have is refused with an {@link IllegalArgumentException}.
 */
public final class CycleRecord {
    private final RecordLayout layout;
    private final List<String> phases;
    private final List<String> trips;
    private final @Nullable RecordField[] known = new @Nullable RecordField[CycleField.values().length];
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    CycleRecord(RecordingHeader header) {
        this.layout = header.layout();
        this.phases = header.phases();
        this.trips = header.trips();
        for (CycleField field : CycleField.values()) {
            known[index(field)] = layout.field(field.fieldName()).orElse(null);
        }
    }

    @SuppressWarnings("EnumOrdinal") // position in an array of this very class
    private static int index(CycleField field) {
        return field.ordinal();
    }

    void show(DirectBuffer block, int offset) {
        buffer.wrap(block, offset, layout.length());
    }

    /** Its bits, {@link RecordLayout#length} bytes. */
    DirectBuffer bits() {
        return buffer;
    }

    /** Which fields it has. */
    public RecordLayout layout() {
        return layout;
    }

    private RecordField known(CycleField field) {
        @Nullable RecordField there = known[index(field)];
        if (there == null) {
            throw new IllegalArgumentException("the recording has no field " + field.fieldName());
        }
        return there;
    }

    /** A whole number of the cycle. */
    public long asLong(CycleField field) {
        return known(field).asLong(buffer, 0);
    }

    /** A number of the cycle. */
    public double asDouble(CycleField field) {
        return known(field).asDouble(buffer, 0);
    }

    /** A whole number by its field of the file's own layout. */
    public long asLong(RecordField field) {
        return field.asLong(buffer, 0);
    }

    /** A number by its field of the file's own layout: internal states of the law among them. */
    public double asDouble(RecordField field) {
        return field.asDouble(buffer, 0);
    }

    /** A number as text: a double with all its digits, phase and trip by name. */
    public String format(RecordField field) {
        return word(field).orElseGet(() -> field.format(buffer, 0));
    }

    /** The word of a number that stands for one: lifecycle state and trip reason. */
    public Optional<String> word(RecordField field) {
        if (field.equals(known[index(CycleField.PHASE)])) {
            return Optional.of(phase());
        }
        return field.equals(known[index(CycleField.TRIP)]) ? Optional.of(trip()) : Optional.empty();
    }

    /** Name of the lifecycle state. */
    public String phase() {
        return name(phases, asLong(CycleField.PHASE));
    }

    /** Name of the trip reason; {@code NONE} while all is well. */
    public String trip() {
        return name(trips, asLong(CycleField.TRIP));
    }

    private static String name(List<String> names, long number) {
        return number < names.size() ? names.get((int) number) : Long.toString(number);
    }
}
