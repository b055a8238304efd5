package plumb.record;

import java.io.IOException;
import java.util.Optional;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;

/**
 * A recording as a rig: every {@link #read} gives the next recorded sample, to the bit; after the last one the link is down.
 * Commands go nowhere: what was recorded does not answer to them. Nothing of it can move. One thread.
 */
public final class ReplayRig implements Rig {
    private final ReplayTape tape;
    private final RigDescription description;
    private boolean open;

    ReplayRig(ReplayTape tape, RigDescription recorded) {
        this.tape = tape;
        this.description = new RigDescription(
                "replay",
                recorded.identity(),
                false,
                recorded.sensesRates(),
                recorded.motor(),
                recorded.watchdogNanos(),
                recorded.motorLagNanos(),
                recorded.delayNanos());
    }

    /** The rig that a recording shows, from where its reader stands. */
    public static ReplayRig of(RecordingReader reader) throws IOException {
        return new ReplayRig(new ReplayTape(reader), reader.header().rig());
    }

    @Override
    public RigDescription describe() {
        return description;
    }

    @Override
    public void open() {
        open = true;
    }

    @Override
    public void read(RigFrame frame) {
        if (!open || !tape.advance()) {
            frame.setHeader(frame.sequence(), frame.timeNanos(), RigStatus.LINK_DOWN);
            return;
        }
        CycleRecord record = tape.current();
        frame.setHeader(record.asLong(CycleField.SEQUENCE), record.asLong(CycleField.RIG_TIME), (int)
                record.asLong(CycleField.STATUS));
        frame.setAge(record.asLong(CycleField.SAMPLE_AGE));
        frame.setAcknowledged(record.asLong(CycleField.ACKNOWLEDGED));
        frame.setPositionCounts(
                record.asLong(CycleField.POSITION_COUNT),
                record.asLong(CycleField.ANGLE1_COUNT),
                record.asLong(CycleField.ANGLE2_COUNT));
        frame.setRateCounts(
                record.asLong(CycleField.VELOCITY_COUNT),
                record.asLong(CycleField.RATE1_COUNT),
                record.asLong(CycleField.RATE2_COUNT));
    }

    /** Ignored. */
    @Override
    public void write(RigCommand command) {}

    /** Always empty: there is no wire. */
    @Override
    public Optional<LinkStatistics> linkStatistics() {
        return Optional.empty();
    }

    /** Nothing to do: nothing moves. */
    @Override
    public void makeSafe() {}

    @Override
    public void close() {
        open = false;
    }
}
