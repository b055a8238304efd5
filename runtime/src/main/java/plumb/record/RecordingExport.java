package plumb.record;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes a recording in another format. Any one thread. */
public final class RecordingExport {
    /** How many records lie between two reports of progress. */
    private static final int REPORT = 2_000;

    private RecordingExport() {}

    /** Told how far an export is. */
    @FunctionalInterface
    public interface Progress {
        /** So many bytes of all that there are have been read. */
        void at(long bytesRead, long bytesToRead);
    }

    /**
     * Reads a recording to its end and writes all of its whole records.
     *
     * @param reader that has not been read from
     * @param format of the output
     * @param out not closed
     * @return how many records were written
     */
    public static long write(RecordingReader reader, ExportFormat format, OutputStream out, Progress progress)
            throws IOException {
        return switch (format) {
            case CSV -> csv(reader, out, progress);
            case JSON -> json(reader, out, progress);
            case MCAP -> mcap(reader, out, progress);
        };
    }

    private static Writer text(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    }

    private static long csv(RecordingReader reader, OutputStream out, Progress progress) throws IOException {
        Writer writer = text(out);
        CycleText text = new CycleText(reader.record());
        writer.append(CycleText.csvHeader(reader.header().layout())).append('\n');
        long count = 0;
        while (reader.next()) {
            writer.append(text.csv()).append('\n');
            report(++count, reader, progress);
        }
        writer.flush();
        return count;
    }

    private static long json(RecordingReader reader, OutputStream out, Progress progress) throws IOException {
        Writer writer = text(out);
        CycleText text = new CycleText(reader.record());
        writer.append("{\"schema\":\"plumb/recording/v1\",\n\"header\":").append(header(reader.header()));
        writer.append(",\n\"fields\":").append(fields(reader.header().layout())).append(",\n\"cycles\":[");
        long count = 0;
        while (reader.next()) {
            writer.append(count == 0 ? "\n" : ",\n").append(text.json());
            report(++count, reader, progress);
        }
        writer.append("\n],\n\"ending\":");
        StringBuilder ending = new StringBuilder();
        CycleText.quote(ending, reader.ending().text());
        writer.append(ending)
                .append(",\"dropped\":")
                .append(Long.toString(reader.dropped()))
                .append("}\n");
        writer.flush();
        return count;
    }

    private static CharSequence header(RecordingHeader header) {
        StringBuilder json = new StringBuilder();
        for (Map.Entry<String, String> entry : header.ordered().entrySet()) {
            json.append(json.isEmpty() ? '{' : ',');
            CycleText.quote(json, entry.getKey());
            json.append(':');
            CycleText.quote(json, entry.getValue());
        }
        return json.append('}');
    }

    private static CharSequence fields(RecordLayout layout) {
        StringBuilder json = new StringBuilder();
        for (RecordField field : layout.fields()) {
            json.append(json.isEmpty() ? "[{\"name\":" : ",{\"name\":");
            CycleText.quote(json, field.name());
            json.append(",\"unit\":");
            CycleText.quote(json, field.unit());
            json.append(",\"text\":");
            CycleText.quote(json, field.text());
            json.append('}');
        }
        return json.append(']');
    }

    private static long mcap(RecordingReader reader, OutputStream out, Progress progress) throws IOException {
        RecordingHeader header = reader.header();
        CycleText text = new CycleText(reader.record());
        long count = 0;
        McapWriter writer = new McapWriter(out, "plumb " + header.text("buildVersion"));
        writer.metadata("plumb", header.ordered());
        writer.channel("plumb.Cycle", jsonSchema(header.layout()), "/plumb/cycle");
        while (reader.next()) {
            long cycle = reader.record().asLong(CycleField.CYCLE);
            long at = header.epochNanos(reader.record().asLong(CycleField.WAKE));
            writer.message((int) cycle, at, text.json().toString().getBytes(StandardCharsets.UTF_8));
            report(++count, reader, progress);
        }
        writer.finish();
        return count;
    }

    private static String jsonSchema(RecordLayout layout) {
        StringBuilder json = new StringBuilder("{\"title\":\"plumb.Cycle\",\"type\":\"object\",\"properties\":{");
        boolean first = true;
        for (RecordField field : layout.fields()) {
            if (!first) {
                json.append(',');
            }
            first = false;
            CycleText.quote(json, field.name());
            json.append(":{\"type\":").append(type(field)).append(",\"description\":");
            CycleText.quote(json, field.unit().isEmpty() ? field.text() : field.text() + ", " + field.unit());
            json.append('}');
        }
        return json.append("}}").toString();
    }

    private static String type(RecordField field) {
        if (field.name().equals(CycleField.PHASE.fieldName()) || field.name().equals(CycleField.TRIP.fieldName())) {
            return "\"string\"";
        }
        return field.type() == FieldType.DOUBLE ? "[\"number\",\"null\"]" : "\"integer\"";
    }

    private static void report(long count, RecordingReader reader, Progress progress) throws IOException {
        if (count % REPORT == 0) {
            progress.at(reader.bytesRead(), reader.bytesToRead());
        }
    }
}
