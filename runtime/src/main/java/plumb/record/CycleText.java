package plumb.record;

/**
 * A record as text: a line of CSV or an object of JSON. A number that is none is empty in CSV and null in JSON; every other
 * one has all its digits. One thread; the text is overwritten by the next.
 */
final class CycleText {
    private final CycleRecord record;
    private final StringBuilder text = new StringBuilder(1024);

    CycleText(CycleRecord record) {
        this.record = record;
    }

    /** The names of the fields with their units in brackets, as the first line of CSV. */
    static String csvHeader(RecordLayout layout) {
        StringBuilder line = new StringBuilder();
        for (RecordField field : layout.fields()) {
            line.append(line.isEmpty() ? "" : ",").append(field.name());
            if (!field.unit().isEmpty()) {
                line.append(" [").append(field.unit()).append(']');
            }
        }
        return line.toString();
    }

    /** The record as a line of CSV, without its end. */
    CharSequence csv() {
        text.setLength(0);
        for (RecordField field : record.layout().fields()) {
            if (!text.isEmpty()) {
                text.append(',');
            }
            if (!missing(field)) {
                text.append(record.format(field));
            }
        }
        return text;
    }

    /** The record as an object of JSON. */
    CharSequence json() {
        text.setLength(0);
        for (RecordField field : record.layout().fields()) {
            text.append(text.isEmpty() ? '{' : ',');
            quote(text, field.name());
            text.append(':');
            if (missing(field)) {
                text.append("null");
            } else if (record.word(field).isPresent()) {
                quote(text, record.format(field));
            } else {
                text.append(record.format(field));
            }
        }
        return text.append('}');
    }

    private boolean missing(RecordField field) {
        return field.type() == FieldType.DOUBLE && !Double.isFinite(record.asDouble(field));
    }

    /** Appends a string of JSON. */
    static void quote(StringBuilder to, String value) {
        to.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> to.append('\\').append(c);
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < ' ') {
                        to.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }
}
