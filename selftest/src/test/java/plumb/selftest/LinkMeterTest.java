package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigFrame;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;

/** What the meter sees of a loop's link, cycle by cycle, in virtual time with a period of 1 ms. */
class LinkMeterTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long CYCLES = 200;

    @TempDir
    private Path root;

    private LinkFigures figures(Sabotage.ReadTwist twist) throws Exception {
        return figures(new TestBench(root), twist);
    }

    private static LinkFigures figures(TestBench bench, Sabotage.ReadTwist twist) throws Exception {
        LoopAssembly assembly = bench.assembly();
        LinkMeter meter = new LinkMeter();
        try (Rig rig = Sabotage.rig(() -> twist).apply(RigFactory.simulated(assembly.config(), bench.clock))) {
            rig.open();
            assembly.loop(rig, bench.clock, new Lifecycle(), List.of(meter)).run(LoopPlan.safeOutputs(CYCLES));
        }
        return meter.figures(Optional.of(new LinkStatistics(1, 2, 3, 4)));
    }

    @Test
    void aSoundLinkIsFreshInOrderAndAcknowledgesEveryCommandInAPeriod() throws Exception {
        LinkFigures figures = figures((read, frame) -> {});
        assertThat(figures.samples()).isEqualTo(CYCLES);
        assertThat(figures.stale()).isZero();
        assertThat(figures.backwards()).isZero();
        assertThat(figures.age().orElseThrow().max()).isZero();
        assertThat(figures.acknowledged()).isEqualTo(CYCLES - 1);
        assertThat(figures.roundTrip().orElseThrow().p50()).isEqualTo(1000);
        assertThat(figures.roundTrip().orElseThrow().max()).isEqualTo(1000);
        assertThat(figures.counted()).hasValue(new LinkStatistics(1, 2, 3, 4));
        assertThat(figures.sensors()).extracting(SensorFigures::name).containsExactly("cart", "link 1", "link 2");
        assertThat(figures.sensors()).extracting(SensorFigures::unit).containsExactly("m", "rad", "rad");
        assertThat(figures.sensors()).extracting(SensorFigures::noise).containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void countsSamplesThatComeAgain() throws Exception {
        assertThat(figures((read, frame) -> frame.setHeader(read / 2, frame.timeNanos(), 0))
                        .stale())
                .isEqualTo(CYCLES / 2);
    }

    @Test
    void countsSamplesWithAnEarlierNumberOrTime() throws Exception {
        assertThat(figures((read, frame) -> {
                            if (read % 50 == 49) {
                                frame.setHeader(frame.sequence() - 10, frame.timeNanos(), 0);
                            }
                        })
                        .backwards())
                .isEqualTo(4);
        assertThat(figures((read, frame) -> {
                            if (read % 50 == 49) {
                                frame.setHeader(frame.sequence(), frame.timeNanos() - MILLISECOND, 0);
                            }
                        })
                        .backwards())
                .as("the same time again under another number")
                .isEqualTo(4);
    }

    @Test
    void knowsHowOldSamplesAre() throws Exception {
        LinkFigures figures = figures((read, frame) ->
                frame.setHeader(frame.sequence(), frame.timeNanos() - 3 * MILLISECOND, frame.status()));
        assertThat(figures.age().orElseThrow().p99()).isEqualTo(3000);
        assertThat(figures.backwards()).isZero();
    }

    @Test
    void timesTheRoundTripOfTheCommandThatIsAcknowledged() throws Exception {
        LinkFigures figures = figures((read, frame) -> frame.setAcknowledged(frame.acknowledged() - 4));
        assertThat(figures.roundTrip().orElseThrow().p50()).isEqualTo(5000);
        assertThat(figures.acknowledged()).isEqualTo(CYCLES - 5);
    }

    @Test
    void timesEachCommandOnceAndNoneOfAnotherLoop() throws Exception {
        LinkFigures once = figures((read, frame) -> frame.setAcknowledged(read == 0 ? RigFrame.NO_COMMAND : 0));
        assertThat(once.acknowledged()).isEqualTo(1);
        assertThat(figures((read, frame) -> frame.setAcknowledged(4999)).roundTrip())
                .isEmpty();
        assertThat(figures((read, frame) -> frame.setAcknowledged(read)).roundTrip())
                .as("not even sent yet")
                .isEmpty();
        assertThat(figures((read, frame) -> frame.setAcknowledged(frame.acknowledged() - 64))
                        .roundTrip())
                .as("longer ago than is remembered")
                .isEmpty();
        assertThat(figures((read, frame) -> frame.setAcknowledged(frame.acknowledged() - 63))
                        .roundTrip()
                        .orElseThrow()
                        .p50())
                .isEqualTo(64_000);
    }

    @Test
    void noiseIsOfSamplesThatFollowEachOther() throws Exception {
        TestBench bench = new TestBench(root);
        LinkFigures figures = figures(bench, (read, frame) -> {
            if (read == 100) {
                bench.clock.advance(5 * MILLISECOND);
            }
            long jump = read > 100 ? 50 : 0;
            frame.setPositionCounts(frame.positionCount() + jump, frame.angle1Count(), frame.angle2Count());
        });
        assertThat(figures.sensors().getFirst().noise())
                .as("jumped after a gap")
                .isZero();
        assertThat(figures.sensors().getFirst().most())
                .isEqualTo(50 * bench.config().sensors().calibration().positionQuantum());
    }
}
