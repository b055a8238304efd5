package plumb.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import plumb.control.InternalState;

/**
 * Which fields a record has and where: what every cycle has, then the internal states of the law. Immutable; any thread.
 */
public final class RecordLayout {
    /** What the names of internal states of the law begin with. */
    public static final String LAW_PREFIX = "law.";

    private static final int ALIGNMENT = 8;
    private static final int COLUMNS = 5;

    private final List<RecordField> fields;
    private final Map<String, RecordField> byName = new LinkedHashMap<>();
    private final int length;

    private RecordLayout(List<RecordField> fields) {
        this.fields = List.copyOf(fields);
        int end = 0;
        for (RecordField field : fields) {
            byName.put(field.name(), field);
            end = StrictMath.max(end, field.offset() + field.type().bytes());
        }
        this.length = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** The layout of a run under a law with these internal states. */
    public static RecordLayout of(List<InternalState> states) {
        List<RecordField> fields = new ArrayList<>();
        int offset = 0;
        for (CycleField field : CycleField.values()) {
            fields.add(field.at(offset));
            offset += field.type().bytes();
        }
        offset = (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        for (InternalState state : states) {
            fields.add(
                    new RecordField(LAW_PREFIX + state.name(), FieldType.DOUBLE, state.unit(), offset, state.text()));
            offset += FieldType.DOUBLE.bytes();
        }
        return new RecordLayout(fields);
    }

    /** All fields in the order in which they are stored. */
    public List<RecordField> fields() {
        return fields;
    }

    /** Bytes of a record. */
    public int length() {
        return length;
    }

    /** The field of that name. */
    public Optional<RecordField> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Offset of the first internal state of the law. */
    int statesOffset() {
        int end = 0;
        for (CycleField field : CycleField.values()) {
            end += field.type().bytes();
        }
        return (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** As it stands in a file's header: a line per field with offset, type, name, unit and words, tabs between. */
    String text() {
        StringBuilder lines = new StringBuilder();
        for (RecordField field : fields) {
            lines.append(field.offset())
                    .append('\t')
                    .append(field.type().name().toLowerCase(Locale.ROOT))
                    .append('\t')
                    .append(field.name())
                    .append('\t')
                    .append(field.unit())
                    .append('\t')
                    .append(field.text())
                    .append('\n');
        }
        return lines.toString();
    }

    /** Reads {@link #text}; throws {@link IllegalArgumentException} with the line that makes no sense. */
    static RecordLayout parse(String text) {
        List<RecordField> fields = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split("\t", -1);
            if (words.length != COLUMNS) {
                throw new IllegalArgumentException("field \"" + line + "\" has not " + COLUMNS + " columns");
            }
            try {
                FieldType type = FieldType.valueOf(words[1].toUpperCase(Locale.ROOT));
                fields.add(new RecordField(words[2], type, words[3], Integer.parseUnsignedInt(words[0]), words[4]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("field \"" + line + "\" has a type or an offset that is none", e);
            }
        }
        return new RecordLayout(fields);
    }
}
