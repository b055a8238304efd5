package plumb.report;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import plumb.record.CycleField;
import plumb.record.CycleRecord;
import plumb.record.RecordingReader;

/** The cycles of a recording as the report shows them. One thread. */
final class RecordedCycles implements CycleSource, AutoCloseable {
    private static final double NANOS_PER_MICRO = 1e3;

    private final RecordingReader reader;

    private RecordedCycles(RecordingReader reader) {
        this.reader = reader;
    }

    static RecordedCycles open(Path recording) throws IOException {
        return new RecordedCycles(RecordingReader.open(recording));
    }

    @Override
    public @Nullable CycleSample next() throws IOException {
        if (!reader.next()) {
            return null;
        }
        CycleRecord cycle = reader.record();
        long wakeNanos = cycle.asLong(CycleField.WAKE);
        return new CycleSample(
                wakeNanos,
                cycle.phase(),
                cycle.trip(),
                cycle.asLong(CycleField.MISSED),
                cycle.asLong(CycleField.SWINGING) != 0,
                cycle.asDouble(CycleField.POSITION),
                cycle.asDouble(CycleField.ANGLE1),
                cycle.asDouble(CycleField.ANGLE2),
                cycle.asDouble(CycleField.VELOCITY),
                cycle.asDouble(CycleField.RATE1),
                cycle.asDouble(CycleField.RATE2),
                cycle.asDouble(CycleField.FORCE),
                cycle.asDouble(CycleField.SURFACE),
                cycle.asLong(CycleField.WAKEUP_LATENCY) / NANOS_PER_MICRO,
                (cycle.asLong(CycleField.WRITE) - wakeNanos) / NANOS_PER_MICRO);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
