package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.RigConfig;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigDescription;
import plumb.observe.Phase;
import plumb.observe.PhaseSummary;
import plumb.runtime.LoopResult;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** Every demand on link and sensors, at its limit and beyond it, for a rig that must not move. */
class RigLinkCheckTest {
    private RigConfig config;

    @BeforeEach
    void read(@TempDir Path root) {
        config = new TestBench(root).config();
    }

    private static Optional<PhaseSummary> micros(long count, double p99) {
        return Optional.of(new PhaseSummary(count, p99, p99, p99, 9e9, 9e9, 9e9));
    }

    private record Seen(
            long stale,
            long backwards,
            Optional<PhaseSummary> age,
            Optional<PhaseSummary> roundTrip,
            Optional<LinkStatistics> counted,
            SensorFigures cart,
            SensorFigures link) {
        static Seen sound() {
            return new Seen(
                    10,
                    0,
                    micros(1000, 2000),
                    micros(899, 3000),
                    Optional.of(new LinkStatistics(990, 0, 10, 0)),
                    new SensorFigures("cart", "m", -0.5, 0.5, 0.003),
                    new SensorFigures("link 1", "rad", -4 * StrictMath.PI, 0, 0.002));
        }

        TimingWindow window() {
            PhaseSummary any = new PhaseSummary(1000, 1, 1, 1, 1, 1, 1);
            return new TimingWindow(
                    new LoopResult.Counts(1000, 0, 0, 0, true),
                    Map.of(Phase.WAKEUP, any, Phase.CYCLE, any),
                    Optional.empty(),
                    new LinkFigures(1000, stale, backwards, age, roundTrip, counted, List.of(cart, link, link)));
        }
    }

    private RigDescription physical() {
        RigDescription d = TestScenes.description(config);
        return new RigDescription(
                "real", "real-1", true, false, d.motor(), d.watchdogNanos(), d.motorLagNanos(), d.delayNanos());
    }

    private RigLinkCheck check(Seen... seen) {
        List<TimingWindow> windows = List.of(seen).stream().map(Seen::window).toList();
        TimingWindows all = new TimingWindows(
                windows, new TimingLimits(100, 500), Optional.empty(), TestBench.GRANTED, SelfTestMode.FULL);
        VirtualClock clock = new VirtualClock(0);
        Rig untouched = RigFactory.simulated(config, clock);
        ResponseTrial forbidden = new ResponseTrial(config, untouched, clock, (body, stop) -> {
            throw new AssertionError("a physical rig must not be pushed");
        });
        return new RigLinkCheck(config, physical(), new Observation<>(Duration.ZERO, () -> all), forbidden);
    }

    private Measured measure(Seen... seen) throws Exception {
        return (Measured) check(seen).measure();
    }

    @Test
    void aRigAtItsLimitsIsBelieved() throws Exception {
        Measured measured = measure(Seen.sound());
        assertThat(measured.value()).as(measured.evidence()).isEqualTo(100);
        assertThat(measured.evidence())
                .contains("13 of 13 probes held: round trip p99 3000 us, 1000 samples, 10 stale, 990 frames, 0 damaged")
                .contains("sensor noise up to 0.003");
    }

    @Test
    void whatCannotBeKnownWithoutMovingIsSaid() throws Exception {
        assertThat(measure(Seen.sound()).evidence())
                .contains("not proven: direction of motor and encoders, and that none is stuck");
        assertThat(check(Seen.sound()).expectedDuration()).isZero();
    }

    private void failsWith(String reason, Seen seen) throws Exception {
        Measured measured = measure(seen);
        assertThat(measured.value()).isLessThan(100);
        assertThat(measured.evidence()).contains("not held (first 1): " + reason);
    }

    @Test
    void aRoundTripBeyondTheDeclaredDelayIsNoticed() throws Exception {
        Seen s = Seen.sound();
        failsWith(
                "round trip p99 3001 us, must be at most 3000",
                new Seen(s.stale, 0, s.age, micros(899, 3001), s.counted, s.cart, s.link));
        failsWith(
                "only 898 of 1000 samples acknowledge a new command",
                new Seen(s.stale, 0, s.age, micros(898, 100), s.counted, s.cart, s.link));
        failsWith(
                "only 0 of 1000 samples acknowledge a new command",
                new Seen(s.stale, 0, s.age, Optional.empty(), s.counted, s.cart, s.link));
    }

    @Test
    void samplesThatAreStaleOldOrOutOfOrderAreNoticed() throws Exception {
        Seen s = Seen.sound();
        failsWith("11 of 1000 samples came again", new Seen(11, 0, s.age, s.roundTrip, s.counted, s.cart, s.link));
        failsWith(
                "1 of 1000 samples have an earlier number or time",
                new Seen(0, 1, s.age, s.roundTrip, s.counted, s.cart, s.link));
        failsWith(
                "samples are 2001 us old (p99), must be at most 2000",
                new Seen(0, 0, micros(1000, 2001), s.roundTrip, s.counted, s.cart, s.link));
        failsWith(
                "samples are Infinity us old",
                new Seen(0, 0, Optional.empty(), s.roundTrip, s.counted, s.cart, s.link));
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1, 0,  0, 1 frames with a wrong checksum or form",
        "989,  0, 11, 0, 11 frames missing and 0 repeated of 1000",
        "990,  0, 10, 1, 10 frames missing and 1 repeated of 1000",
        "0,    0, 0,  0, 0 frames missing and 0 repeated of 0",
    })
    void framesThatAreDamagedOrLostAreNoticed(long received, long damaged, long missing, long repeated, String reason)
            throws Exception {
        Seen s = Seen.sound();
        Optional<LinkStatistics> counted = Optional.of(new LinkStatistics(received, damaged, missing, repeated));
        failsWith(reason, new Seen(0, 0, s.age, s.roundTrip, counted, s.cart, s.link));
    }

    @Test
    void aDamagedFrameIsNotForgivenByARepeatedWindow() throws Exception {
        Seen s = Seen.sound();
        Seen damaged =
                new Seen(0, 0, s.age, s.roundTrip, Optional.of(new LinkStatistics(999, 1, 0, 0)), s.cart, s.link);
        assertThat(measure(damaged, s).evidence()).contains("1 frames with a wrong checksum or form");
    }

    @Test
    void aLinkWithoutFramesSaysSo() throws Exception {
        Seen s = Seen.sound();
        Measured measured = measure(new Seen(0, 0, s.age, s.roundTrip, Optional.empty(), s.cart, s.link));
        assertThat(measured.value()).isEqualTo(100);
        assertThat(measured.evidence()).contains("11 of 11 probes", "no frames that could be damaged");
    }

    @Test
    void sensorsOutOfRangeOrNoisyAreNoticed() throws Exception {
        Seen s = Seen.sound();
        failsWith(
                "cart at 0.5001 m, cannot be beyond 0.5000",
                new Seen(0, 0, s.age, s.roundTrip, s.counted, new SensorFigures("cart", "m", 0, 0.5001, 0), s.link));
        failsWith(
                "cart has a noise of 0.0031 m, must be at most 0.0030",
                new Seen(0, 0, s.age, s.roundTrip, s.counted, new SensorFigures("cart", "m", 0, 0, 0.0031), s.link));
        Measured turned = measure(
                new Seen(0, 0, s.age, s.roundTrip, s.counted, s.cart, new SensorFigures("link 2", "rad", 0, 12.6, 0)));
        assertThat(turned.evidence()).contains("link 2 at 12.6000 rad, cannot be beyond 12.5664");
        Measured noisy = measure(new Seen(
                0, 0, s.age, s.roundTrip, s.counted, s.cart, new SensorFigures("link 2", "rad", 0, 0, 0.0021)));
        assertThat(noisy.evidence()).contains("link 2 has a noise of 0.0021 rad, must be at most 0.0020");
    }

    private RigLinkCheck simulated(boolean heldUp) throws Exception {
        TimingWindows all = new TimingWindows(
                List.of(Seen.sound().window()),
                new TimingLimits(100, 500),
                Optional.empty(),
                TestBench.GRANTED,
                SelfTestMode.QUICK);
        VirtualClock clock = new VirtualClock(0);
        Rig rig = Sabotage.rig(() -> (read, frame) -> clock.advance(heldUp ? 250_000_000 : 0))
                .apply(RigFactory.simulated(config, clock));
        rig.open();
        return new RigLinkCheck(
                config,
                rig.describe(),
                new Observation<>(Duration.ZERO, () -> all),
                new ResponseTrial(config, rig, clock, (body, stop) -> {
                    body.run();
                    return TestBench.GRANTED;
                }));
    }

    @Test
    void aRigWhereNothingMovesIsPushedToo() throws Exception {
        assertThat(((Measured) simulated(false).measure()).evidence())
                .startsWith("19 of 19 probes held: quick: round trip p99 3000 us")
                .endsWith("answers pushes to both sides as the model does");
    }

    @Test
    void aRigThatCannotBePushedInTimeLeavesTheGateOpen() throws Exception {
        assertThat(simulated(true).measure())
                .isEqualTo(new NotMeasured(
                        "the control thread was held up: 3 pushes of 0.1 s all lasted longer than 0.2 s"));
    }

    @Test
    void aLoopThatEndedTooSoonMeasuresNothing() throws Exception {
        TimingWindows broken = new TimingWindows(
                List.of(), new TimingLimits(1, 1), Optional.of("stopped"), TestBench.GRANTED, SelfTestMode.FULL);
        VirtualClock clock = new VirtualClock(0);
        ResponseTrial none = new ResponseTrial(config, RigFactory.simulated(config, clock), clock, (body, stop) -> {
            throw new AssertionError("nothing to push");
        });
        RigLinkCheck check = new RigLinkCheck(
                config, TestScenes.description(config), new Observation<>(Duration.ZERO, () -> broken), none);
        assertThat(check.measure()).isEqualTo(new NotMeasured("stopped"));
        assertThat(check.expectedDuration()).isEqualTo(Duration.ofMillis(200));
        assertThat(check.observations()).hasSize(1);
    }
}
