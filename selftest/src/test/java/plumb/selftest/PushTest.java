package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.RigConfig;
import plumb.hal.Calibration;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigFrame;
import plumb.runtime.VirtualClock;

/** What a push sends and when, and what it makes of what it sees; the rig's model is pushed by the same code. Period: 1 ms. */
class PushTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long START = 7 * MILLISECOND;

    private final VirtualClock clock = new VirtualClock(START);
    private final List<String> seen = new ArrayList<>();
    private RigConfig config;
    private FakeRig rig;

    /** Moves by so many counts a millisecond, from somewhere, and keeps what it is told. */
    private final class FakeRig implements Rig {
        private final RigDescription description = TestScenes.description(config);
        private long stalled = -1;
        private boolean stopped;
        private boolean broken;
        private long reads;

        @Override
        public RigDescription describe() {
            return description;
        }

        @Override
        public void open() {}

        @Override
        public void read(RigFrame frame) {
            if (broken) {
                throw new IllegalStateException("unplugged");
            }
            long millis = (clock.nanoTime() - START) / MILLISECOND;
            seen.add("read at " + millis);
            frame.setHeader(reads, stopped ? 0 : clock.nanoTime(), 0);
            frame.setPositionCounts(1000 + 3 * millis, -500 + 5 * millis, 200 - 7 * millis);
            if (reads++ == stalled) {
                clock.advance(5 * MILLISECOND);
            }
        }

        @Override
        public void write(RigCommand command) {
            seen.add((command.enabled() ? command.forceNewtons() + " N" : "safe") + " as " + command.sequence());
        }

        @Override
        public Optional<LinkStatistics> linkStatistics() {
            return Optional.empty();
        }

        @Override
        public void makeSafe() {
            seen.add("made safe");
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void connect(@TempDir Path root) {
        config = new TestBench(root).config();
        rig = new FakeRig();
    }

    private Push push(double newtons) {
        return new Push(rig, clock, config, newtons, 3 * MILLISECOND);
    }

    @Test
    void sendsASafeCommandFirstThenTheForceEveryPeriodAndMakesTheRigSafe() {
        push(-9).run();
        assertThat(seen)
                .containsExactly(
                        "safe as 0",
                        "read at 1",
                        "-9.0 N as 1",
                        "read at 2",
                        "-9.0 N as 2",
                        "read at 3",
                        "-9.0 N as 3",
                        "read at 4",
                        "-9.0 N as 4",
                        "made safe");
    }

    @Test
    void seesHowFarEverythingMovedFromTheFirstForceToTheLastSample() {
        Push push = push(9);
        push.run();
        Calibration calibration = config.sensors().calibration();
        assertThat(push.position()).isCloseTo(9 * calibration.positionQuantum(), within(1e-12));
        assertThat(push.angle1()).isCloseTo(15 * calibration.angle1Quantum(), within(1e-12));
        assertThat(push.angle2()).isCloseTo(-21 * calibration.angle2Quantum(), within(1e-12));
        assertThat(push.elapsedNanos()).isEqualTo(3 * MILLISECOND);
        assertThat(push.elapsedSeconds()).isEqualTo(0.003);
    }

    @Test
    void goesOnAtOnceAfterAStallAndInStepFromThere() {
        rig.stalled = 1;
        Push push = push(9);
        push.run();
        assertThat(seen)
                .filteredOn(line -> line.startsWith("read"))
                .containsExactly("read at 1", "read at 2", "read at 7");
        assertThat(push.elapsedNanos()).isEqualTo(6 * MILLISECOND);
    }

    @Test
    void givesUpARigWhoseTimeStandsStillAfterFourTimesAsLong() {
        rig.stopped = true;
        push(9).run();
        assertThat(seen)
                .filteredOn(line -> line.startsWith("read"))
                .hasSize(1 + 12)
                .endsWith("read at 13");
        assertThat(seen).endsWith("made safe");
    }

    @Test
    void endsWhenItIsAskedTo() {
        Push push = push(9);
        push.stop();
        push.run();
        assertThat(seen).containsExactly("safe as 0", "read at 1", "9.0 N as 1", "made safe");
        assertThat(push.elapsedNanos()).isZero();
    }

    @Test
    void makesARigSafeThatCannotBeRead() {
        rig.broken = true;
        assertThatThrownBy(push(9)::run).hasMessage("unplugged");
        assertThat(seen).containsExactly("safe as 0", "made safe");
    }
}
