package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** The watchdog of the simulated rig, sound and broken, in virtual time. Declared: 20 ms; period: 1 ms. */
class WatchdogCheckTest {
    private static final long MILLISECOND = 1_000_000;

    private final VirtualClock clock = new VirtualClock(5);
    private Rig simulated;

    @BeforeEach
    void openTheRig(@TempDir Path root) throws RigException {
        simulated = RigFactory.simulated(new TestBench(root).config(), clock);
        simulated.open();
    }

    private WatchdogCheck check(UnaryOperator<Rig> change) {
        return new WatchdogCheck(change.apply(simulated), clock, MILLISECOND, (body, stop) -> {
            body.run();
            return TestBench.GRANTED;
        });
    }

    private Measured measure(UnaryOperator<Rig> change) throws Exception {
        return (Measured) check(change).measure();
    }

    @Test
    void aSoundWatchdogIsTimedBetweenTwoSamples() throws Exception {
        Measured measured = measure(UnaryOperator.identity());
        assertThat(measured.value()).as(measured.evidence()).isEqualTo(100);
        assertThat(measured.evidence())
                .isEqualTo(
                        "5 of 5 probes held: declared 20.0 ms, bit between 19.0 ms and 20.0 ms after the last command;"
                                + " only safe commands were sent");
    }

    @Test
    void neverSendsAnythingButTheSafeCommand() throws Exception {
        measure(Sabotage.motor(newtons -> {
            throw new AssertionError("the motor was driven with " + newtons + " N");
        }));
    }

    /** Keeps what it is told, and when, in ms. */
    private static final class Told implements Rig {
        private final Rig sound;
        private final VirtualClock clock;
        private final List<String> lines = new ArrayList<>();

        Told(Rig sound, VirtualClock clock) {
            this.sound = sound;
            this.clock = clock;
        }

        private void told(String what) {
            lines.add((clock.nanoTime() - 5) / MILLISECOND + " " + what);
        }

        @Override
        public RigDescription describe() {
            return sound.describe();
        }

        @Override
        public void open() throws RigException {
            sound.open();
        }

        @Override
        public void read(RigFrame frame) {
            sound.read(frame);
        }

        @Override
        public void write(RigCommand command) {
            told(command.sequence() + (command.enabled() ? " driving " : " safe ") + command.forceNewtons());
            sound.write(command);
        }

        @Override
        public Optional<LinkStatistics> linkStatistics() {
            return sound.linkStatistics();
        }

        @Override
        public void makeSafe() {
            told("made safe");
            sound.makeSafe();
        }

        @Override
        public void close() {
            sound.close();
        }
    }

    @Test
    void sendsNumberedSafeCommandsEveryPeriodThenNoneUntilItBitAndOneAfterIt() throws Exception {
        Told told = new Told(simulated, clock);
        measure(_ -> told);
        List<String> expected = new ArrayList<>();
        for (int command = 0; command < 32; command++) {
            expected.add(command + 1 + " " + command + " safe 0.0");
        }
        expected.add("52 32 safe 0.0");
        expected.add("53 made safe");
        assertThat(told.lines).isEqualTo(expected);
    }

    @Test
    void aRigThatDoesNotGoOnAfterwardsIsNoticed() throws Exception {
        boolean[] bitten = {false};
        Measured measured = measure(Sabotage.rig(() -> (read, frame) -> {
            bitten[0] |= (frame.status() & RigStatus.WATCHDOG) != 0;
            frame.setHeader(frame.sequence(), frame.timeNanos(), frame.status() | (bitten[0] ? RigStatus.WATCHDOG : 0));
        }));
        assertThat(measured.value()).isEqualTo(80);
        assertThat(measured.evidence()).contains("not held (first 1): the next command does not end its stop");
    }

    @Test
    void aWatchdogMayBeExactlySoEarlyOrSoLate() throws Exception {
        // Bites at 20 ms, quiet at 19: 0.9 x 22.222... ms, and 1.1 x 15.4545... ms and 2 ms.
        assertThat(measure(Sabotage.declared(22_222_222)).value()).isEqualTo(100);
        assertThat(measure(Sabotage.declared(15_454_546)).value()).isEqualTo(100);
        assertThat(measure(Sabotage.declared(15_454_540)).value()).isEqualTo(80);
    }

    @Test
    void commandsForSoLongThatTheWatchdogWouldBite() {
        assertThat(Silence.commands(simulated.describe(), MILLISECOND)).isEqualTo(32);
        assertThat(check(UnaryOperator.identity()).expectedDuration()).isEqualTo(Duration.ofMillis(52));
    }

    @Test
    void aWatchdogThatSaysNothingIsGivenUpAfterThreeTimesItsTime() throws Exception {
        long before = clock.nanoTime();
        Measured measured =
                measure(Sabotage.rig(() -> (read, frame) -> frame.setHeader(frame.sequence(), frame.timeNanos(), 0)));
        assertThat(measured.value()).isEqualTo(60);
        assertThat(measured.evidence()).contains("it says nothing for 62.0 ms", "it was still quiet after 61.0 ms");
        assertThat(clock.nanoTime() - before).isLessThan(100 * MILLISECOND);
    }

    /** A machine that others keep busy: what the rig says after that is still heard. */
    @Test
    void aThreadThatIsHeldUpWhileItListensHearsTheReportAfterwards() throws Exception {
        Measured measured = measure(Sabotage.rig(() -> (read, frame) -> {
            if (read == 40) {
                clock.advance(80 * MILLISECOND);
            }
        }));
        assertThat(measured.evidence()).startsWith("5 of 5 probes held");
    }

    @Test
    void aRigWhoseTimeStandsStillIsGivenUpToo() throws Exception {
        Measured measured =
                measure(Sabotage.rig(() -> (read, frame) -> frame.setHeader(frame.sequence(), 5 * MILLISECOND, 0)));
        assertThat(measured.evidence()).contains("it says nothing");
    }

    @Test
    void aWatchdogMayBeLateByATenthTheDelayAndASample() throws Exception {
        // 20 ms are within 17.2 ms + 1.72 ms + 1 ms delay + 1 ms, and their last quiet sample is at 19 ms.
        assertThat(measure(Sabotage.declared(17_200_000)).value()).isEqualTo(100);
        Measured late = measure(Sabotage.declared(15_400_000));
        assertThat(late.value()).isEqualTo(80);
        assertThat(late.evidence()).contains("it was still quiet after 19.0 ms");
    }

    @Test
    void aWatchdogMayBiteATenthTooSoon() throws Exception {
        assertThat(measure(Sabotage.declared(22_200_000)).value()).isEqualTo(100);
        Measured soon = measure(Sabotage.declared(22_300_000));
        assertThat(soon.value()).isEqualTo(80);
        assertThat(soon.evidence()).contains("it bites after 20.0 ms already");
    }

    @Test
    void aWatchdogThatBitesWhileCommandsComeIsNoticed() throws Exception {
        Measured measured = measure(Sabotage.rig(() -> (read, frame) -> frame.setHeader(
                frame.sequence(), frame.timeNanos(), frame.status() | (read == 7 ? RigStatus.WATCHDOG : 0))));
        assertThat(measured.value()).isEqualTo(80);
        assertThat(measured.evidence()).contains("it bites while commands come");
    }

    @Test
    void whatWasLeftFromBeforeIsNotHeldAgainstIt() throws Exception {
        assertThat(measure(Sabotage.rig(() -> (read, frame) -> frame.setHeader(
                                frame.sequence(),
                                frame.timeNanos(),
                                frame.status() | (read == 0 ? RigStatus.WATCHDOG : 0))))
                        .value())
                .isEqualTo(100);
    }

    @Test
    void aThreadThatIsHeldUpBetweenCommandsTriesAgain() throws Exception {
        assertThat(measure(Sabotage.rig(() -> (read, frame) -> {
                            if (read == 10) {
                                clock.advance(30 * MILLISECOND);
                            }
                        }))
                        .value())
                .isEqualTo(100);
    }

    @Test
    void aThreadThatIsHeldUpEveryTimeMeasuresNothing() throws Exception {
        assertThat(check(Sabotage.rig(() -> (read, frame) -> clock.advance(18 * MILLISECOND)))
                        .measure())
                .isInstanceOf(NotMeasured.class)
                .asString()
                .contains("held up for 18.0 ms", " in the last of 3 attempts");
    }

    @Test
    void endsWhenItIsAskedTo() throws Exception {
        WatchdogCheck check = new WatchdogCheck(simulated, clock, MILLISECOND, (body, stop) -> {
            stop.run();
            body.run();
            return TestBench.GRANTED;
        });
        assertThat(((Measured) check.measure()).evidence()).contains("it says nothing for 0.0 ms");
    }
}
