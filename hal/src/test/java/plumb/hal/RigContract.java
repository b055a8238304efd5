package plumb.hal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.estimate.SensorReading;
import plumb.model.StateView;

/**
 * The conformance suite: what every {@link Rig} must do. The test of an implementation extends this class and brings the
 * rig on a bench, where time can be made to pass and the truth can be measured.
 */
public abstract class RigContract {
    /** Period of the loop that the suite plays, ns. */
    protected static final long PERIOD = 1_000_000;

    /** A rig on a bench. Single thread. */
    public interface Bench extends AutoCloseable {
        /** The rig, not opened by the bench. */
        Rig rig();

        /** How the rig's counts are to be read. */
        Calibration calibration();

        /** Greatest noise on a position count. */
        int noiseCounts();

        /** Lets time pass, for the rig and all that it is made of, ns. */
        void pass(long nanos);

        /** The force that the motor really exerts, as of the last read, N. */
        double motorForce();

        /** The state that the pendulum is really in, as of the last read. */
        StateView truth();

        /** Puts the bench away. */
        @Override
        void close();
    }

    private Bench bench;
    private final RigFrame frame = new RigFrame();
    private final RigCommand command = new RigCommand();

    /** A new bench; each time the same in everything. */
    protected abstract Bench bench();

    /** Sets up a bench for one test. */
    @BeforeEach
    void setUpBench() {
        bench = bench();
    }

    /** Puts it away. */
    @AfterEach
    void putBenchAway() {
        bench.rig().close();
        bench.close();
    }

    @Test
    void describesItselfTheSameInEveryState() throws RigException {
        Rig rig = bench.rig();
        RigDescription before = rig.describe();
        rig.open();
        cycle(forceWithin(0.1));
        RigDescription whileOpen = rig.describe();
        rig.close();

        assertThat(whileOpen).isEqualTo(before);
        assertThat(rig.describe()).isEqualTo(before);
        assertThat(before.kind()).isNotBlank();
        assertThat(before.identity()).isNotBlank();
        assertThat(before.watchdogNanos()).isPositive();
    }

    @Test
    void opensWithTheMotorSafeAndNoFault() throws RigException {
        bench.rig().open();
        bench.pass(PERIOD);
        bench.rig().read(frame);

        assertThat(bench.motorForce()).isEqualTo(safeValue());
        assertThat(frame.status() & RigStatus.FAULTS).isZero();
    }

    @Test
    void numbersItsSamplesAndDatesThemInOrder() throws RigException {
        bench.rig().open();
        bench.rig().read(frame);
        for (int i = 0; i < 50; i++) {
            long sequence = frame.sequence();
            long time = frame.timeNanos();
            cycle(0);
            assertThat(frame.sequence()).isEqualTo(sequence + 1);
            assertThat(frame.timeNanos()).isGreaterThan(time);
        }
    }

    @Test
    void reportsAMissingLinkInsteadOfThrowing() throws RigException {
        Rig rig = bench.rig();
        assertThatCode(() -> rig.read(frame)).doesNotThrowAnyException();
        assertThat(frame.status() & RigStatus.LINK_DOWN).isNotZero();
        assertThatCode(() -> rig.write(command)).doesNotThrowAnyException();

        rig.open();
        cycle(0);
        long last = frame.sequence();
        rig.close();
        assertThatCode(() -> rig.read(frame)).doesNotThrowAnyException();
        assertThat(frame.status() & RigStatus.LINK_DOWN).isNotZero();
        assertThat(frame.sequence()).isEqualTo(last);
        assertThatCode(() -> rig.write(command)).doesNotThrowAnyException();
    }

    @Test
    void itsCountsBecomeTheTrueStateThroughTheCalibration() throws RigException {
        bench.rig().open();
        SensorReading reading = new SensorReading();
        Calibration calibration = bench.calibration();
        double counts = bench.noiseCounts() + 0.5 + 1e-6;
        for (int i = 0; i < 40; i++) {
            cycle(forceWithin(i % 3 == 0 ? 0.3 : -0.2));
            calibration.apply(frame, reading);
            StateView truth = bench.truth();
            assertThat(reading.timeNanos()).isEqualTo(frame.timeNanos());
            assertThat(reading.position()).isCloseTo(truth.position(), quanta(counts, calibration.positionQuantum()));
            assertThat(reading.angle1()).isCloseTo(truth.angle1(), quanta(counts, calibration.angle1Quantum()));
            assertThat(reading.angle2()).isCloseTo(truth.angle2(), quanta(counts, calibration.angle2Quantum()));
            if (bench.rig().describe().sensesRates()) {
                assertThat(reading.velocity()).isCloseTo(truth.velocity(), quanta(1, calibration.velocityQuantum()));
                assertThat(reading.rate1()).isCloseTo(truth.rate1(), quanta(1, calibration.rateQuantum()));
                assertThat(reading.rate2()).isCloseTo(truth.rate2(), quanta(1, calibration.rateQuantum()));
            } else {
                assertThat(reading.velocity()).isNaN();
            }
        }
    }

    /** The first column is commanded, the second must arrive; both as multiples of the limit, {@code safe} = safe value. */
    @ParameterizedTest
    @CsvSource({"0.4,0.4", "-0.4,-0.4", "1,1", "7,1", "-7,-1", "Infinity,1", "-Infinity,-1", "NaN,safe"})
    void deliversTheCommandedForceWithinItsLimit(double commanded, String delivered) throws RigException {
        bench.rig().open();
        hold(commanded * limit());

        double expected = "safe".equals(delivered) ? safeValue() : Double.parseDouble(delivered) * limit();
        assertThat(bench.motorForce()).isCloseTo(expected, within(1e-4 * limit()));
    }

    @Test
    void aSafeCommandStopsTheMotor() throws RigException {
        bench.rig().open();
        hold(forceWithin(0.4));
        for (long t = 0; t < settling(); t += PERIOD) {
            command.setSafe(bench.rig().describe().motor());
            bench.rig().write(command);
            bench.pass(PERIOD);
            bench.rig().read(frame);
        }
        assertThat(bench.motorForce()).isCloseTo(safeValue(), within(1e-4 * limit()));
    }

    @Test
    void aDisabledCommandStopsTheMotorWhateverForceItCarries() throws RigException {
        bench.rig().open();
        hold(forceWithin(0.4));
        RigCommand disabled = new RigCommand();
        disabled.setSafe(new ActuatorChannel("other", "N", limit(), 0.5 * limit()));
        for (long t = 0; t < settling(); t += PERIOD) {
            bench.rig().write(disabled);
            bench.pass(PERIOD);
            bench.rig().read(frame);
        }
        assertThat(bench.motorForce()).isCloseTo(safeValue(), within(1e-4 * limit()));
    }

    @Test
    void makeSafeStopsTheMotor() throws RigException {
        bench.rig().open();
        hold(forceWithin(0.4));
        bench.rig().makeSafe();
        bench.pass(settling());
        bench.rig().read(frame);
        assertThat(bench.motorForce()).isCloseTo(safeValue(), within(1e-4 * limit()));
    }

    @Test
    void makeSafeIsHarmlessInEveryStateAndWhenRepeated() throws RigException {
        Rig rig = bench.rig();
        assertThatCode(rig::makeSafe).doesNotThrowAnyException();
        rig.open();
        rig.makeSafe();
        rig.makeSafe();
        cycle(forceWithin(0.2));
        rig.makeSafe();
        rig.makeSafe();
        rig.close();
        assertThatCode(rig::makeSafe).doesNotThrowAnyException();
        assertThat(bench.motorForce()).isEqualTo(safeValue());
    }

    @Test
    void closeStopsTheMotorAndIsHarmlessInEveryStateAndWhenRepeated() throws RigException {
        Rig rig = bench.rig();
        assertThatCode(rig::close).doesNotThrowAnyException();
        rig.open();
        hold(forceWithin(0.4));
        rig.close();
        bench.pass(settling());
        rig.read(frame);
        assertThat(bench.motorForce()).isCloseTo(safeValue(), within(1e-4 * limit()));
        assertThatCode(rig::close).doesNotThrowAnyException();
        assertThat(bench.motorForce()).isCloseTo(safeValue(), within(1e-4 * limit()));
    }

    @Test
    void theWatchdogStaysQuietWhileCommandsCome() throws RigException {
        bench.rig().open();
        long watchdog = bench.rig().describe().watchdogNanos();
        for (long t = 0; t < 2 * watchdog; t += PERIOD) {
            cycle(0);
            assertThat(frame.status() & RigStatus.WATCHDOG).isZero();
        }
    }

    @Test
    void theWatchdogStopsTheMotorWithinItsTimeAndSaysSo() throws RigException {
        bench.rig().open();
        hold(forceWithin(0.4));
        long watchdog = bench.rig().describe().watchdogNanos();
        bench.pass(watchdog - 2 * PERIOD);
        bench.rig().read(frame);
        assertThat(frame.status() & RigStatus.WATCHDOG).isZero();
        assertThat(bench.motorForce()).isCloseTo(forceWithin(0.4), within(1e-4 * limit()));

        bench.pass(2 * PERIOD);
        bench.rig().read(frame);
        assertThat(frame.status() & RigStatus.WATCHDOG).isNotZero();
        bench.pass(settling());
        bench.rig().read(frame);
        assertThat(frame.status() & RigStatus.WATCHDOG).isNotZero();
        assertThat(bench.motorForce()).isCloseTo(safeValue(), within(1e-4 * limit()));
    }

    @Test
    void theNextCommandEndsTheWatchdogsStop() throws RigException {
        bench.rig().open();
        hold(forceWithin(0.4));
        bench.pass(bench.rig().describe().watchdogNanos() + PERIOD);
        bench.rig().read(frame);
        assertThat(frame.status() & RigStatus.WATCHDOG).isNotZero();

        hold(forceWithin(-0.3));
        assertThat(frame.status() & RigStatus.WATCHDOG).isZero();
        assertThat(bench.motorForce()).isCloseTo(forceWithin(-0.3), within(1e-4 * limit()));
    }

    @Test
    void itsSamplesAcknowledgeTheCommandsInOrder() throws RigException {
        bench.rig().open();
        bench.rig().read(frame);
        assertThat(frame.acknowledged()).isEqualTo(RigFrame.NO_COMMAND);
        long roundTrip = bench.rig().describe().delayNanos() / PERIOD + 2;
        for (int i = 0; i < 50; i++) {
            long before = frame.acknowledged();
            cycle(0);
            assertThat(frame.acknowledged()).isBetween(before, command.sequence());
            assertThat(command.sequence() - frame.acknowledged()).isLessThanOrEqualTo(roundTrip);
        }
    }

    @Test
    void itsLinkCountsWhatComesAndASoundOneLosesNothing() throws RigException {
        bench.rig().open();
        Optional<LinkStatistics> before = bench.rig().linkStatistics();
        for (int i = 0; i < 50; i++) {
            cycle(0);
        }
        Optional<LinkStatistics> after = bench.rig().linkStatistics();
        assertThat(after.isPresent()).isEqualTo(before.isPresent());
        after.ifPresent(statistics -> {
            LinkStatistics during = statistics.since(before.orElseThrow());
            assertThat(during.received()).isGreaterThanOrEqualTo(50);
            assertThat(during.damaged() + during.missing() + during.repeated()).isZero();
        });
    }

    @Test
    void allocatesNothingInTheCycle() throws RigException {
        bench.rig().open();
        long bytes = AllocatedBytes.inSteadyState(() -> {
            for (int i = 0; i < 10_000; i++) {
                cycle(0.01 * (i % 7));
            }
        });
        assertThat(bytes).isZero();
    }

    @Test
    void theAllocationMeterSeesAnAllocation() {
        long[][] kept = new long[1][];
        long bytes = AllocatedBytes.inSteadyState(() -> kept[0] = new long[100]);
        assertThat(bytes).isGreaterThanOrEqualTo(800);
        assertThat(kept[0]).hasSize(100);
    }

    @Test
    void givesTheSameCountsForTheSameInputs() throws RigException {
        try (Bench other = bench();
                Rig twin = other.rig()) {
            Rig rig = bench.rig();
            rig.open();
            twin.open();
            RigFrame twinFrame = new RigFrame();
            for (int i = 0; i < 200; i++) {
                command.setForce(forceWithin(0.3 * StrictMath.sin(0.1 * i)));
                rig.write(command);
                twin.write(command);
                bench.pass(PERIOD);
                other.pass(PERIOD);
                rig.read(frame);
                twin.read(twinFrame);
                assertThat(twinFrame).usingRecursiveComparison().isEqualTo(frame);
            }
        }
    }

    /** One cycle as the loop makes it: command, time, sample. */
    private void cycle(double force) {
        command.setForce(force);
        command.setSequence(command.sequence() + 1);
        bench.rig().write(command);
        bench.pass(PERIOD);
        bench.rig().read(frame);
    }

    /** Commands a force for so long that the motor has followed. */
    private void hold(double force) {
        for (long t = 0; t < settling(); t += PERIOD) {
            cycle(force);
        }
    }

    private long settling() {
        RigDescription description = bench.rig().describe();
        return description.delayNanos() + 12 * description.motorLagNanos() + 2 * PERIOD;
    }

    private double forceWithin(double share) {
        return share * limit();
    }

    private double limit() {
        return bench.rig().describe().motor().limit();
    }

    private double safeValue() {
        return bench.rig().describe().motor().safeValue();
    }

    private static Offset<Double> quanta(double counts, double quantum) {
        return within(counts * StrictMath.abs(quantum));
    }
}
