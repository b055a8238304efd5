package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.pi4j.io.gpio.digital.DigitalState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.control.Controller;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerSetup;
import plumb.design.ParameterValues;
import plumb.estimate.EstimatorRegistry;
import plumb.estimate.EstimatorSetup;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.hal.Calibration;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.model.RigParameters;
import plumb.model.State;

class PiRigTest {
    private static final long MS = PiBench.MS;
    private static final int SETTLED_CYCLES = 5000;

    private PiBench bench = new PiBench(PiBench.Turning.TWO_CHANNELS, true);

    @AfterEach
    void putAway() {
        bench.close();
    }

    /** A whole loop at 1 kHz, by hand; when the angles were below 0.02 rad for good, s. */
    private static OptionalDouble settled(Rig rig, Calibration calibration, PiBench world, long[][] counts) {
        return settled(rig, calibration, world, counts, 0);
    }

    /** The same with counts that do not begin at 0. */
    private static OptionalDouble settled(
            Rig rig, Calibration calibration, PiBench world, long[][] counts, long offset) {
        RigParameters plant = RigParameters.standard();
        StateEstimator estimator = EstimatorRegistry.standard()
                .type("kalman")
                .create(new EstimatorSetup(
                        plant,
                        1e-3,
                        0,
                        0,
                        calibration.positionQuantum(),
                        calibration.angle1Quantum(),
                        calibration.angle2Quantum(),
                        ParameterValues.none()
                                .with("inputForceNoise", 0.08)
                                .with("rateNoise", 5e-8)
                                .with("cartRateFactor", 0.1)
                                .with("disturbanceNoise", 0.05)
                                .with("gateDeviations", 10)
                                .with("gatePosition", 0.001)
                                .with("gateAngle", 0.006)
                                .with("gateTime", 0.02)));
        Controller law = ControllerRegistry.standard()
                .type("lqr")
                .create(new ControllerSetup(
                        plant,
                        PiBench.LIMIT,
                        1e-3,
                        ParameterValues.none()
                                .with("stateWeights", 13, 45, 103, 1.4, 4.1, 2.8)
                                .with("forceWeight", 0.04)
                                .with("disturbanceBandwidth", 2.5)
                                .with("disturbanceBound", 10)));
        SensorReading reading = new SensorReading();
        RigFrame frame = new RigFrame();
        RigCommand command = new RigCommand();
        State estimate = new State();
        int last = -1;
        for (int cycle = 0; cycle < SETTLED_CYCLES; cycle++) {
            rig.read(frame);
            assertThat(frame.status()).as("status in cycle %d", cycle).isZero();
            counts[cycle] = new long[] {frame.positionCount(), frame.angle1Count(), frame.angle2Count()};
            frame.setPositionCounts(
                    frame.positionCount() - offset, frame.angle1Count() - offset, frame.angle2Count() - offset);
            calibration.apply(frame, reading);
            if (StrictMath.max(StrictMath.abs(reading.angle1()), StrictMath.abs(reading.angle2())) >= 0.02) {
                last = cycle;
            }
            estimator.update(reading, estimate);
            double force = law.force(estimate);
            command.setForce(force);
            command.setSequence(cycle);
            rig.write(command);
            estimator.commanded(force);
            world.pass(MS);
        }
        return last + 1 < SETTLED_CYCLES ? OptionalDouble.of((last + 1) * 1e-3) : OptionalDouble.empty();
    }

    @Test
    void theClosedLoopSettlesOnItAsOnTheSimulatedRig() throws RigException {
        bench.rig.open();
        bench.chips.forEach(chip -> {
            chip.transfers = 0;
            chip.bytes = 0;
        });
        long[][] counts = new long[SETTLED_CYCLES][];
        OptionalDouble settled = settled(bench.rig, bench.calibration(), bench, counts);
        assertThat(bench.chips).allSatisfy(chip -> {
            // One call with 7 bytes per chip and cycle.
            assertThat(chip.transfers).isEqualTo(SETTLED_CYCLES);
            assertThat(chip.bytes).isEqualTo(7L * SETTLED_CYCLES);
        });

        try (PiBench other = new PiBench(PiBench.Turning.TWO_CHANNELS, true)) {
            // The same plant without chips, PWM and lines between it and the loop.
            other.plant.close();
            other.plant.open();
            Calibration direct = new Calibration(
                    bench.calibration().positionQuantum(),
                    bench.calibration().angle1Quantum(),
                    bench.calibration().angle2Quantum(),
                    0,
                    0,
                    0,
                    0,
                    0);
            other.detached = true;
            OptionalDouble simulated = settled(other.plant, direct, other, new long[SETTLED_CYCLES][]);
            assertThat(simulated).isPresent();
            assertThat(settled).isPresent();
            assertThat(settled.getAsDouble()).isCloseTo(simulated.getAsDouble(), within(0.05));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE - 20, Integer.MIN_VALUE + 20})
    void aCounterThatWrapsAroundInTheMiddleOfARunChangesNothing(int preset) throws RigException {
        long[][] counts = new long[SETTLED_CYCLES][];
        bench.rig.open();
        assertThat(settled(bench.rig, bench.calibration(), bench, counts)).isPresent();

        try (PiBench wrapping = new PiBench(PiBench.Turning.TWO_CHANNELS, true)) {
            wrapping.chips.forEach(chip -> chip.preset(preset));
            wrapping.rig.open();
            long[][] wrapped = new long[SETTLED_CYCLES][];
            assertThat(settled(wrapping.rig, wrapping.calibration(), wrapping, wrapped, preset))
                    .isPresent();
            boolean crossed = false;
            for (int cycle = 0; cycle < SETTLED_CYCLES; cycle++) {
                for (int i = 0; i < 3; i++) {
                    crossed |= (int) wrapped[cycle][i] != wrapped[cycle][i];
                    assertThat(wrapped[cycle][i] - preset)
                            .as("count %d in cycle %d", i, cycle)
                            .isEqualTo(counts[cycle][i]);
                }
            }
            assertThat(crossed).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"emergency-stop,2", "limit-left,1", "limit-right,1", "driver-fault,32"})
    void anOpenContactOrBrokenWireIsATrippedSwitch(String line, int bit) throws RigException {
        bench.rig.open();
        bench.cycle(5);
        assertThat(bench.frame.status()).isZero();
        bench.input(line).mockState(DigitalState.LOW);
        bench.pass(MS);
        bench.read();
        assertThat(bench.frame.status()).isEqualTo(bit);
        bench.input(line).mockState(DigitalState.HIGH);
        bench.cycle(0);
        bench.cycle(0);
        assertThat(bench.frame.status()).isZero();
    }

    @Test
    void aContactThatOpensForAnInstantOnlyIsStillSeen() throws RigException {
        bench.rig.open();
        bench.cycle(0);
        bench.supervised = false;
        bench.input("emergency-stop").mockState(DigitalState.LOW);
        bench.input("emergency-stop").mockState(DigitalState.HIGH);
        bench.cycle(0);
        assertThat(bench.frame.status()).isEqualTo(RigStatus.EMERGENCY_STOP);
        bench.cycle(0);
        assertThat(bench.frame.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"emergency-stop", "driver-fault"})
    void emergencyStopAndDriverFaultStopTheMotorWhateverIsCommanded(String line) throws RigException {
        bench.rig.open();
        bench.cycle(5);
        assertThat(bench.motorForce()).isCloseTo(5, within(0.01));
        bench.input(line).mockState(DigitalState.LOW);
        bench.pass(MS);
        assertThat(bench.motorForce()).isZero();
        bench.cycle(5);
        assertThat(bench.motorForce()).isZero();
        assertThat(bench.enabled()).isFalse();
        bench.input(line).mockState(DigitalState.HIGH);
        bench.pass(MS);
        bench.cycle(5);
        assertThat(bench.motorForce()).isCloseTo(5, within(0.01));
    }

    @Test
    void aLimitSwitchBlocksTheForceTowardsItAndNoOther() throws RigException {
        bench.rig.open();
        bench.cycle(5);
        bench.input("limit-right").mockState(DigitalState.LOW);
        bench.pass(MS);
        bench.cycle(5);
        assertThat(bench.motorForce()).isZero();
        bench.cycle(-5);
        assertThat(bench.motorForce()).isCloseTo(-5, within(0.01));
        bench.input("limit-right").mockState(DigitalState.HIGH);
        bench.input("limit-left").mockState(DigitalState.LOW);
        bench.pass(MS);
        bench.cycle(-5);
        assertThat(bench.motorForce()).isZero();
        bench.cycle(5);
        assertThat(bench.motorForce()).isCloseTo(5, within(0.01));
    }

    @Test
    void inputsThatNobodyLooksAtCountAsTripped() throws RigException {
        bench.rig.open();
        bench.cycle(0);
        bench.supervised = false;
        for (int i = 0; i < 249; i++) {
            bench.cycle(0);
            assertThat(bench.frame.status()).isZero();
        }
        bench.cycle(0);
        bench.cycle(5);
        assertThat(bench.frame.status() & RigStatus.EMERGENCY_STOP).isNotZero();
        bench.cycle(5);
        assertThat(bench.motorForce()).isZero();
    }

    @Test
    void aSwitchThatIsOpenAlreadyWhenTheRigIsOpenedIsSaid() throws RigException {
        bench.healthyAtStart = false;
        bench.rig.open();
        bench.read();
        assertThat(bench.frame.status())
                .isEqualTo(RigStatus.EMERGENCY_STOP | RigStatus.END_STOP | RigStatus.DRIVER_FAULT);
        bench.cycle(5);
        assertThat(bench.motorForce()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"ZEROS,16", "ONES,16", "NO_BUS,8"})
    void aChipThatFailsInTheMiddleIsReportedAndItsCountIsKept(FakeLs7366.Wires wires, int bit) throws RigException {
        bench.rig.open();
        bench.cycle(10);
        bench.cycle(10);
        long count = bench.frame.angle2Count();
        long sequence = bench.frame.sequence();
        bench.link2.wires = wires;
        bench.cycle(10);
        assertThat(bench.frame.status()).isEqualTo(bit);
        assertThat(bench.frame.angle2Count()).isEqualTo(count);
        assertThat(bench.frame.sequence()).isEqualTo(bit == RigStatus.LINK_DOWN ? sequence : sequence + 1);
    }

    @Test
    void aChipThatLosesItsPowerStaysAFaultUntilTheRigIsOpenedAnew() throws RigException {
        bench.rig.open();
        bench.cycle(0);
        bench.cart.losePower();
        bench.cycle(0);
        bench.cycle(0);
        assertThat(bench.frame.status()).isEqualTo(RigStatus.SENSOR_FAULT);
        bench.rig.close();
        bench.rig.open();
        bench.cycle(0);
        assertThat(bench.frame.status()).isZero();
    }

    @Test
    void countsAreKeptFromOneOpeningToTheNext() throws RigException {
        bench.rig.open();
        for (int i = 0; i < 100; i++) {
            bench.cycle(10);
        }
        long count = bench.frame.positionCount();
        assertThat(count).isGreaterThan(100);
        bench.rig.close();
        bench.rig.open();
        bench.read();
        assertThat(bench.frame.positionCount()).isEqualTo(count);
    }

    @Test
    void neverDrivesBothWaysAtOnce() throws RigException {
        bench.rig.open();
        for (double force : new double[] {10, -10, 0, 3, -3}) {
            bench.force(force);
            assertThat(StrictMath.min(bench.forwardDuty(), bench.backwardDuty()))
                    .isZero();
            assertThat(bench.motorForce()).isCloseTo(force, within(0.01));
        }
    }

    @Test
    void aChipThatIsMissingKeepsTheRigFromOpeningAndLetsEverythingGo() {
        bench.link1.wires = FakeLs7366.Wires.ZEROS;
        assertThatThrownBy(() -> bench.rig.open())
                .isInstanceOf(RigException.class)
                .hasMessage(
                        "rig bench: encoder of link 1 at /dev/spidev0.1: register MDR0 reads 0x00 instead of 0x03: no"
                                + " chip answers; check power, MISO and chip select");
        assertThat(bench.chips).allSatisfy(chip -> assertThat(chip.isOpen()).isFalse());
        assertThat(bench.motorForce()).isZero();
        bench.read();
        assertThat(bench.frame.status()).isEqualTo(RigStatus.LINK_DOWN);
    }

    @Test
    void isOpenedOnce() throws RigException {
        bench.rig.open();
        assertThatThrownBy(() -> bench.rig.open()).hasMessage("rig bench is already open: close it first");
    }

    @Test
    void aPwmThatRefusesIsADriverFault() throws RigException {
        bench.rig.open();
        bench.cycle(5);
        bench.pwmRefuses = true;
        bench.cycle(5);
        assertThat(bench.frame.status()).isEqualTo(RigStatus.DRIVER_FAULT);
        assertThat(bench.enabled()).isFalse();
        bench.pwmRefuses = false;
        bench.cycle(5);
        assertThat(bench.frame.status()).isZero();
    }

    @Test
    void theMotorIsTurnedRoundInOneWay() {
        PiSettings one = PiBench.settings(true, true);
        for (Optional<Integer> second : List.of(Optional.<Integer>empty(), Optional.of(1))) {
            Optional<Integer> direction = second;
            assertThatThrownBy(() -> new PiSettings(
                            one.description(),
                            one.cart(),
                            one.link1(),
                            one.link2(),
                            1,
                            true,
                            Optional.empty(),
                            0,
                            second,
                            1,
                            new PiSettings.Pins(1, direction, 2, 3, 4, Optional.empty(), Optional.empty()),
                            one.drive()))
                    .hasMessageContaining(second.isPresent() ? "not by both" : "not by none");
        }
    }

    @Test
    void onAMachineWithoutTheDevicesItSaysWhatIsMissing() throws Exception {
        try (FakeBoard board = FakeBoard.pi4()) {
            PiSettings settings = PiBench.settings(true, true);
            PiRig rig = new PiRig(
                    settings,
                    PiParts.of(settings, board.root, Thread.ofPlatform().factory()),
                    System::nanoTime);
            // The lines are found; the native part of the library is for another processor here.
            assertThatThrownBy(rig::open).isInstanceOf(RigException.class).hasMessageContaining("rig bench: ");
            board.delete("sys/bus");
            assertThatThrownBy(rig::open)
                    .hasMessage(
                            "rig bench: no GPIO chip fe200000.gpio: there is none; use the kernel of Raspberry Pi OS");
            assertThat(settings.spiDevices()).contains(Path.of("/dev/spidev1.0"));
        }
    }
}
