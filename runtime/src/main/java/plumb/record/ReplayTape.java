package plumb.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A recording as replay goes through it: the record of the cycle that runs, and the one that comes next. It ends where the
 * records do or where some are missing, because a loop cannot be recomputed over a gap. One thread.
 */
final class ReplayTape {
    private final RecordingReader reader;
    private final UnsafeBuffer current;
    private final CycleRecord currentRecord;
    private boolean more;
    private boolean gap;
    private boolean ended;
    private long played;

    ReplayTape(RecordingReader reader) throws IOException {
        this.reader = reader;
        this.current = new UnsafeBuffer(new byte[reader.header().layout().length()]);
        this.currentRecord = new CycleRecord(reader.header());
        currentRecord.show(current, 0);
        this.more = reader.next();
    }

    /** Whether another record comes. */
    boolean more() {
        return more;
    }

    /** The record that comes next; only while there is {@link #more}. */
    CycleRecord next() {
        return reader.record();
    }

    /** The record of the cycle that runs. */
    CycleRecord current() {
        return currentRecord;
    }

    /** Moves on; false where there is no more. */
    boolean advance() {
        if (!more) {
            ended = true;
            return false;
        }
        long cycle = reader.record().asLong(CycleField.CYCLE);
        current.putBytes(0, reader.record().bits(), 0, current.capacity());
        played++;
        try {
            more = reader.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (more && reader.record().asLong(CycleField.CYCLE) != cycle + 1) {
            gap = true;
            more = false;
        }
        return true;
    }

    /** When the current cycle ended, its listeners included, as far as it is known. */
    long endNanos() {
        return more ? next().asLong(CycleField.PREVIOUS_END) : currentRecord.asLong(CycleField.WRITE);
    }

    /** Whether someone asked for a record after the last. */
    boolean ended() {
        return ended;
    }

    /** Whether records are missing after the current one. */
    boolean gap() {
        return gap;
    }

    /** Records that were gone through. */
    long played() {
        return played;
    }
}
