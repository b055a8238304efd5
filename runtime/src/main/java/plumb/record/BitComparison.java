package plumb.record;

import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import plumb.control.Controller;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/** Compares every replayed cycle with its record, bit for bit, up to the first difference. One thread. */
final class BitComparison implements CycleListener {
    private final ReplayTape tape;
    private final CycleEncoder encoder;
    private final Runnable onDifference;
    private final UnsafeBuffer replayed;
    private final CycleRecord replayedRecord;
    private @Nullable Difference first;
    private long cycles;

    /**
     * A comparison that has seen nothing.
     *
     * @param law that is replayed
     * @param onDifference told once
     */
    BitComparison(ReplayTape tape, RecordingHeader header, Controller law, Runnable onDifference) {
        this.tape = tape;
        this.encoder = new CycleEncoder(law);
        this.onDifference = onDifference;
        this.replayed = new UnsafeBuffer(new byte[encoder.layout().length()]);
        this.replayedRecord = new CycleRecord(header);
        replayedRecord.show(replayed, 0);
    }

    @Override
    public void onCycle(Cycle cycle) {
        if (tape.ended() || first != null) {
            return;
        }
        encoder.encode(cycle, replayed, 0);
        DirectBuffer recorded = tape.current().bits();
        for (int at = 0; at < replayed.capacity(); at += Long.BYTES) {
            if (recorded.getLong(at) != replayed.getLong(at)) {
                first = difference(cycle.index(), recorded);
                onDifference.run();
                return;
            }
        }
        cycles++;
    }

    private Difference difference(long cycle, DirectBuffer recorded) {
        for (RecordField field : encoder.layout().fields()) {
            for (int i = field.offset(); i < field.offset() + field.type().bytes(); i++) {
                if (recorded.getByte(i) != replayed.getByte(i)) {
                    return new Difference(
                            cycle, field.name(), tape.current().format(field), replayedRecord.format(field));
                }
            }
        }
        return new Difference(cycle, "padding", "other than 0", "0");
    }

    /** The first difference. */
    Optional<Difference> first() {
        return Optional.ofNullable(first);
    }

    /** Cycles that were alike. */
    long cycles() {
        return cycles;
    }
}
