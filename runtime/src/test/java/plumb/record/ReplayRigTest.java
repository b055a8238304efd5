package plumb.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.RigConfig;
import plumb.hal.RigCommand;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;

/** A recording as a rig gives its samples in order, cannot move, and is gone when it is over. */
class ReplayRigTest {
    @TempDir
    private static Path folder;

    private static Path file;
    private static long cycles;

    @BeforeAll
    static void record() {
        RigConfig config = Recordings.lab("lqr");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 100));
        file = run.file();
        cycles = run.cycles();
    }

    @Test
    void givesEveryRecordedSampleThenNoLink() throws IOException {
        RigFrame frame = new RigFrame();
        try (RecordingReader expected = RecordingReader.open(file);
                RecordingReader reader = RecordingReader.open(file);
                ReplayRig rig = ReplayRig.of(reader)) {
            rig.open();
            while (expected.next()) {
                rig.read(frame);
                CycleRecord record = expected.record();
                assertThat(frame.sequence()).isEqualTo(record.asLong(CycleField.SEQUENCE));
                assertThat(frame.timeNanos()).isEqualTo(record.asLong(CycleField.RIG_TIME));
                assertThat(frame.status()).isEqualTo((int) record.asLong(CycleField.STATUS));
                assertThat(frame.acknowledged()).isEqualTo(record.asLong(CycleField.ACKNOWLEDGED));
                assertThat(frame.positionCount()).isEqualTo(record.asLong(CycleField.POSITION_COUNT));
                assertThat(frame.angle1Count()).isEqualTo(record.asLong(CycleField.ANGLE1_COUNT));
                assertThat(frame.angle2Count()).isEqualTo(record.asLong(CycleField.ANGLE2_COUNT));
            }
            long last = frame.sequence();
            assertThat(last).isEqualTo(cycles);
            rig.read(frame);
            assertThat(frame.status()).isEqualTo(RigStatus.LINK_DOWN);
            assertThat(frame.sequence()).isEqualTo(last);
        }
    }

    @Test
    void reportsAMissingLinkUnlessItIsOpen() throws IOException {
        RigFrame frame = new RigFrame();
        try (RecordingReader reader = RecordingReader.open(file)) {
            ReplayRig rig = ReplayRig.of(reader);
            rig.read(frame);
            assertThat(frame.status()).isEqualTo(RigStatus.LINK_DOWN);
            rig.open();
            rig.read(frame);
            assertThat(frame.status() & RigStatus.LINK_DOWN).isZero();
            assertThat(frame.sequence()).isEqualTo(1);
            rig.close();
            rig.read(frame);
            assertThat(frame.status()).isEqualTo(RigStatus.LINK_DOWN);
            assertThat(frame.sequence()).isEqualTo(1);
        }
    }

    @Test
    void isTheRecordedRigButCannotMove() throws IOException {
        try (RecordingReader reader = RecordingReader.open(file);
                ReplayRig rig = ReplayRig.of(reader)) {
            assertThat(rig.describe().physical()).isFalse();
            assertThat(rig.describe().kind()).isEqualTo("replay");
            assertThat(rig.describe().identity())
                    .isEqualTo(reader.header().rig().identity());
            assertThat(rig.describe().motor()).isEqualTo(reader.header().rig().motor());
            rig.write(new RigCommand());
            rig.makeSafe();
            assertThat(rig.linkStatistics()).isEmpty();
        }
    }
}
