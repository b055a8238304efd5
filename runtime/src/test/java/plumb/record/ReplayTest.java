package plumb.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.runtime.EndCause;
import plumb.runtime.TripReason;

/** A recording, run again through the very loop, is the same in every bit; and where it is not, the replay says where. */
class ReplayTest {
    private static final String PUSHED = "simulation.disturbances=[pulse:15N/50ms@1s]";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void everyLawReplaysBitForBit(String law) throws IOException, ConfigException {
        RigConfig config = Recordings.lab(law, PUSHED);
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 2_000));

        ReplayResult replay = run.replay();

        assertThat(run.result().cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(run.counts().dropped()).isZero();
        assertThat(replay.firstDifference()).isEmpty();
        assertThat(replay.identical()).isTrue();
        assertThat(replay.cycles()).isEqualTo(run.cycles());
        assertThat(replay.ending()).isEqualTo(Ending.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kalman", "extended-kalman", "tracking-loop", "robust-differentiator", "filtered-difference"})
    void everyEstimatorReplaysBitForBit(String estimator) throws IOException, ConfigException {
        RigConfig config = Recordings.lab("super-twisting", "estimator=" + estimator, "simulation.noiseCounts=1");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 500));

        assertThat(run.replay().identical()).isTrue();
    }

    @Test
    void aSwingUpReplaysBitForBitWithItsOwnPlan() throws IOException, ConfigException {
        RigConfig config = Recordings.lab("super-twisting", "start=hanging");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 3_500));

        assertThat(run.result().cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(run.replay().identical()).isTrue();
    }

    @Test
    void aDisarmReplaysBitForBit() throws IOException, ConfigException {
        RigConfig config = Recordings.lab("classical");
        Recordings.Recorded run = Recordings.run(
                folder,
                config,
                Recordings.experiment(config, 5_000),
                config.recorder(),
                RecordingStorage.disk(),
                (loop, cycle) -> {
                    if (cycle == 700) {
                        loop.requestDisarm();
                    }
                });

        assertThat(run.result().cause()).isEqualTo(EndCause.DISARMED);
        assertThat(run.replay().identical()).isTrue();
        assertThat(run.replay().cycles()).isEqualTo(702);
    }

    @Test
    void switchesOfTheLawReplayBitForBit() throws IOException, ConfigException {
        RigConfig config =
                Recordings.lab("super-twisting", "nextControllers=[lqr, adaptive, classical, hybrid]", PUSHED);
        Recordings.Recorded run = Recordings.run(
                folder,
                config,
                Recordings.experiment(config, 3_000),
                config.recorder(),
                RecordingStorage.disk(),
                (loop, cycle) -> {
                    // Before engagement without effect; later one after the other, two of them at once.
                    if (cycle == 30 || cycle % 400 == 399 || cycle == 1199) {
                        loop.requestNextLaw();
                    }
                    if (cycle == 1199) {
                        loop.requestNextLaw();
                    }
                });

        ReplayResult replay = run.replay();

        assertThat(run.result().cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(replay.firstDifference()).isEmpty();
        assertThat(replay.identical()).isTrue();
        assertThat(replay.cycles()).isEqualTo(run.cycles());
        assertThat(runningLaws(run)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 0.0, 1.0, 2.0, 3.0, 4.0);
    }

    private static List<Double> runningLaws(Recordings.Recorded run) throws IOException {
        List<Double> laws = new ArrayList<>();
        try (RecordingReader reader = RecordingReader.open(run.file())) {
            RecordField running = reader.header().layout().field("law.running").orElseThrow();
            while (reader.next()) {
                double law = reader.record().asDouble(running);
                if (laws.isEmpty() || laws.getLast() != law) {
                    laws.add(law);
                }
            }
        }
        return laws;
    }

    @Test
    void aTripReplaysBitForBit() throws IOException, ConfigException {
        RigConfig config = Recordings.lab("none");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 5_000));

        ReplayResult replay = run.replay();

        assertThat(run.result().trip()).isNotEqualTo(TripReason.NONE);
        assertThat(replay.identical()).isTrue();
        assertThat(replay.cycles()).isEqualTo(run.cycles());
    }

    @Test
    void aStopOnRequestReplaysBitForBit() throws IOException, ConfigException {
        RigConfig config = Recordings.lab("classical");
        Recordings.Recorded run = Recordings.run(
                folder, config, Recordings.experiment(config, 5_000), config.recorder(), RecordingStorage.disk(), 900);

        assertThat(run.result().cause()).isEqualTo(EndCause.STOP_REQUESTED);
        assertThat(run.replay().identical()).isTrue();
    }

    @Test
    void oneBitOfOneForceIsNamed() throws IOException, ConfigException {
        RigConfig config = Recordings.lab("super-twisting");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 1_000));
        long cycle = flipBitOfForce(run.file());

        ReplayResult replay = run.replay();

        assertThat(replay.identical()).isFalse();
        Difference difference = replay.firstDifference().orElseThrow();
        assertThat(difference.cycle()).isEqualTo(cycle);
        assertThat(difference.field()).isEqualTo("force");
        assertThat(difference.recorded()).isNotEqualTo(difference.replayed());
        assertThat(replay.cycles()).isEqualTo(cycle);
    }

    /** Changes the last bit of a force, and the checksums with it; returns the cycle. */
    private static long flipBitOfForce(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int entries = HeaderFormat.entriesLength("test", Arrays.copyOf(bytes, HeaderFormat.PREAMBLE));
        int at = HeaderFormat.PREAMBLE + entries;
        RecordLayout layout;
        try (RecordingReader reader = RecordingReader.open(file)) {
            layout = reader.header().layout();
        }
        ByteBuffer header = all.slice(at, bytes.length - at).order(ByteOrder.LITTLE_ENDIAN);
        int length = BlockFormat.HEADER + BlockFormat.payload(header);
        ByteBuffer block = all.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
        int record = BlockFormat.HEADER + (BlockFormat.records(block) - 1) * layout.length();
        int force = record + layout.field("force").orElseThrow().offset();
        block.putLong(force, block.getLong(force) ^ 1);
        new BlockFormat()
                .seal(
                        block,
                        BlockFormat.DATA,
                        BlockFormat.number(block),
                        BlockFormat.firstCycle(block),
                        BlockFormat.dropped(block),
                        BlockFormat.records(block));
        Files.write(file, bytes);
        return block.getLong(record + layout.field("cycle").orElseThrow().offset());
    }

    @Test
    void oneGainIsSeen() throws IOException, ConfigException {
        Recordings.Recorded run =
                Recordings.run(folder, Recordings.lab("lqr"), Recordings.experiment(Recordings.lab("lqr"), 500));
        assertThat(run.replay().identical()).as("as it was recorded").isTrue();
        claim(run.file(), Recordings.lab("lqr", "controllers.lqr.forceWeight=0.0400000001"));

        Difference difference = run.replay().firstDifference().orElseThrow();

        assertThat(difference.field()).isIn("force", "law.transferOffset", "law.disturbance");
    }

    /** Lets a recording claim that it was made with another configuration, with all checksums in order. */
    private static void claim(Path file, RigConfig config) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, String> entries;
        try (RecordingReader reader = RecordingReader.open(file)) {
            entries = new LinkedHashMap<>(reader.header().ordered());
        }
        int blocks =
                HeaderFormat.PREAMBLE + HeaderFormat.entriesLength("test", Arrays.copyOf(bytes, HeaderFormat.PREAMBLE));
        entries.put("config", config.toYaml());
        entries.put("configSha256", config.sha256());
        ByteBuffer header = HeaderFormat.write(entries);
        ByteBuffer all = ByteBuffer.allocate(header.remaining() + bytes.length - blocks);
        Files.write(
                file, all.put(header).put(bytes, blocks, bytes.length - blocks).array());
    }

    @Test
    void anotherLawIsMeasuredAgainstTheRecording() throws IOException, ConfigException {
        RigConfig config = Recordings.lab("super-twisting");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 1_000));

        ChangedReplayResult other = run.replay("controller=lqr");

        assertThat(other.compared()).isEqualTo(run.result().engaged().cycles());
        assertThat(other.deviations().getFirst().field()).isEqualTo("force");
        assertThat(other.deviations().getFirst().max()).isGreaterThan(0.1);
        assertThat(other.deviations().getFirst().rms())
                .isPositive()
                .isLessThan(other.deviations().getFirst().max());
    }

    @Test
    void theSameSettingsAgainDeviateByNothing() throws IOException, ConfigException {
        RigConfig config = Recordings.lab("super-twisting");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 1_000));

        ChangedReplayResult same = run.replay("controller=super-twisting");

        assertThat(same.deviations())
                .allSatisfy(deviation -> assertThat(deviation.max()).isZero());
    }

    @Test
    void theRateCannotBeChanged() {
        RigConfig config = Recordings.lab("super-twisting");
        Recordings.Recorded run = Recordings.run(folder, config, Recordings.experiment(config, 100));

        assertThatThrownBy(() -> run.replay("loop.rate=500Hz"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("loop.rate");
    }
}
