package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.hal.pi.PiWorld;
import plumb.hal.pi.PiWorld.Encoder;
import plumb.hal.pi.PiWorld.Harm;
import plumb.observe.AllocationMeter;
import plumb.observe.RunFigures;
import plumb.observe.RunSummary;
import plumb.readiness.GateResult;
import plumb.readiness.GateStatus;
import plumb.readiness.Verdict;
import plumb.readiness.VerdictPermission;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.EndCause;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleEvent;
import plumb.runtime.LifecycleState;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.RigFactory;
import plumb.runtime.TripReason;
import plumb.runtime.VirtualClock;

/**
 * The loop of a run, with its lifecycle, estimator and envelope, at 1 kHz in virtual time on the rig for a Raspberry Pi, whose chips
 * and PWM are stand-ins turned by the simulated plant.
 */
class PiClosedLoopTest {
    private static final int WARMUP = 200;
    private static final int ENGAGED = 10_000;
    private static final int HARMED = 500;
    private static final List<String> DEVICES = List.of("0.0", "0.1", "1.0");

    @TempDir
    private Path folder = Path.of("");

    private final List<Rig> opened = new ArrayList<>();
    private int worlds;

    @AfterEach
    void putAway() {
        opened.forEach(Rig::close);
    }

    private static RigConfig config(String... settings) {
        List<ConfigOverride> overrides = new ArrayList<>(List.of(ConfigOverride.option("test", "rig.backend", "pi")));
        try {
            for (String setting : settings) {
                overrides.add(ConfigOverride.set(setting));
            }
            return ConfigReader.standard().read(Optional.empty(), overrides);
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** Forces and sensed angles of every engaged cycle, bit by bit. Fixed memory. */
    private static final class Trace implements CycleListener {
        private final long[] bits = new long[3 * ENGAGED];
        private int length;

        @Override
        public void onCycle(Cycle cycle) {
            if (cycle.phase() == LifecycleState.ENGAGED && length < bits.length) {
                bits[length++] = Double.doubleToRawLongBits(cycle.force());
                bits[length++] = Double.doubleToRawLongBits(cycle.reading().angle1());
                bits[length++] = Double.doubleToRawLongBits(cycle.reading().angle2());
            }
        }

        long[] seen() {
            return Arrays.copyOf(bits, length);
        }
    }

    /** Something that happens in an engaged cycle. */
    private static final class In implements CycleListener {
        private final int wanted;
        private final Runnable what;
        private int engaged;

        In(int wanted, Runnable what) {
            this.wanted = wanted;
            this.what = what;
        }

        @Override
        public void onCycle(Cycle cycle) {
            if (cycle.phase() == LifecycleState.ENGAGED && engaged++ == wanted) {
                what.run();
            }
        }
    }

    /** One run on one rig. */
    private final class Run {
        final RigConfig config;
        final VirtualClock clock = new VirtualClock(5_000_000_000L);
        final Rig plant;
        final List<CycleListener> listeners = new ArrayList<>();
        final RunFigures figures;
        final Trace trace = new Trace();

        Run(RigConfig config) {
            this.config = config;
            this.plant = RigFactory.simulated(config, clock);
            this.figures =
                    new RunFigures(config.loop().periodNanos(), config.limits().railHalfLength());
            listeners.add(figures);
            listeners.add(trace);
        }

        PiWorld world(int start) {
            try {
                return new PiWorld(
                        config, plant, clock, Files.createDirectory(folder.resolve("board" + worlds++)), start);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** Opens, is armed as if after a self-test, captures, engages. */
        LoopResult on(Rig rig, int cycles) throws RigException {
            opened.add(rig);
            rig.open();
            return onOpen(rig, cycles);
        }

        LoopResult onOpen(Rig rig, int cycles) {
            Lifecycle lifecycle = selfTested();
            assertThat(lifecycle.requestArm(true, Optional::empty)).isEmpty();
            return LoopAssembly.of(config)
                    .loop(rig, clock, lifecycle, listeners)
                    .run(LoopPlan.experiment(WARMUP, config.loop().periodNanos(), cycles));
        }

        RunSummary summary() {
            return figures.summary().orElseThrow();
        }
    }

    private static Lifecycle selfTested() {
        Lifecycle lifecycle = new Lifecycle();
        lifecycle.fire(LifecycleEvent.SELF_TEST_STARTED);
        lifecycle.fire(LifecycleEvent.SELF_TEST_PASSED);
        return lifecycle;
    }

    private static void assertCompleted(LoopResult result) {
        assertThat(result.cause()).as(result.reason()).isEqualTo(EndCause.DURATION_COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void settlesOnItAsOnTheSimulatedRig(String law) throws RigException {
        RigConfig config = config("controller=" + law);
        Run pi = new Run(config);
        Run simulated = new Run(config);
        assertCompleted(pi.on(pi.world(0), ENGAGED));
        assertCompleted(simulated.on(simulated.plant, ENGAGED));
        assertThat(pi.summary().engagedCycles()).isEqualTo(ENGAGED);
        // What is between them is the duty: 50000 steps.
        assertThat(pi.summary().settledAtSeconds().orElseThrow())
                .isCloseTo(simulated.summary().settledAtSeconds().orElseThrow(), within(0.01));
        assertThat(pi.summary().maxPosition()).isCloseTo(simulated.summary().maxPosition(), within(0.001));
        // It is the chips and the PWM that were driven: they are not the plant itself.
        assertThat(pi.trace.seen()).isNotEqualTo(simulated.trace.seen());
    }

    @Test
    void aCycleIsThreeTransfersOfSevenBytes() throws RigException {
        Run run = new Run(config());
        PiWorld world = run.world(0);
        opened.add(world);
        world.open();
        long transfers = world.transfers();
        long bytes = world.bytesOnTheBus();
        LoopResult result = run.onOpen(world, ENGAGED);
        assertCompleted(result);
        long cycles = result.safe().cycles() + result.engaged().cycles();
        assertThat(cycles).isGreaterThan(ENGAGED);
        assertThat(world.transfers() - transfers).isEqualTo(3 * cycles);
        assertThat(world.bytesOnTheBus() - bytes).isEqualTo(21 * cycles);
    }

    @Test
    void aCycleAllocatesNothing() throws RigException {
        assertThat(leastAllocated(() -> {})).isZero();
    }

    /** The measurement sees a cycle that does. */
    @Test
    void aCycleThatAllocatesIsSeen() throws RigException {
        Object[] kept = new Object[1];
        assertThat(leastAllocated(() -> kept[0] = new byte[16])).isGreaterThanOrEqualTo(32L * ENGAGED);
        assertThat(kept[0]).isNotNull();
    }

    /** Of several runs, bytes: what the compiler allocates when a method becomes hot it allocates once, and not in each of them. */
    private long leastAllocated(Runnable inEachCycle) throws RigException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            Run run = new Run(config());
            AllocationMeter meter = new AllocationMeter();
            run.listeners.add(_ -> inEachCycle.run());
            run.listeners.add(meter);
            assertCompleted(run.on(run.world(0), ENGAGED));
            OptionalLong allocated = meter.allocatedBytes();
            assertThat(allocated).isPresent();
            least = StrictMath.min(least, allocated.getAsLong());
        }
        return least;
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE - 5, Integer.MIN_VALUE + 5})
    void countersThatWrapAroundInTheMiddleOfTheRunChangeNoBit(int start) throws RigException {
        Run plain = new Run(config());
        PiWorld away = plain.world(0);
        assertCompleted(plain.on(away, ENGAGED));
        Run wrapping = new Run(config());
        PiWorld near = wrapping.world(start);
        assertCompleted(wrapping.on(near, ENGAGED));
        for (Encoder encoder : Encoder.values()) {
            assertThat(away.wraps(encoder)).as(encoder.toString()).isZero();
            assertThat(near.wraps(encoder)).as(encoder.toString()).isPositive();
        }
        assertThat(wrapping.trace.seen()).hasSize(3 * ENGAGED).isEqualTo(plain.trace.seen());
    }

    static Stream<Arguments> everyHarmToEveryEncoder() {
        return Stream.of(Encoder.values())
                .flatMap(encoder -> Stream.of(Harm.values()).map(harm -> Arguments.of(encoder, harm)));
    }

    @ParameterizedTest
    @MethodSource("everyHarmToEveryEncoder")
    void aChipThatFailsWhileItBalancesTripsInTheNextCycle(Encoder encoder, Harm harm) throws RigException {
        assertTrips(TripReason.RIG_FAULT, world -> world.harm(encoder, harm));
    }

    @ParameterizedTest
    @EnumSource
    void aChipThatLosesItsPowerForAMomentTrips(Encoder encoder) throws RigException {
        assertTrips(TripReason.RIG_FAULT, world -> world.losePower(encoder));
    }

    @ParameterizedTest
    @CsvSource({"1, EMERGENCY_STOP", "2, END_STOP", "4, END_STOP", "8, RIG_FAULT"})
    void aWireThatBreaksTrips(int contact, TripReason reason) throws RigException {
        assertTrips(reason, world -> world.breakWires(contact));
    }

    private void assertTrips(TripReason reason, Consumer<PiWorld> what) throws RigException {
        Run run = new Run(config());
        PiWorld world = run.world(0);
        run.listeners.add(new In(HARMED, () -> {
            assertThat(world.motorForce()).isNotZero();
            what.accept(world);
        }));
        LoopResult result = run.on(world, ENGAGED);
        assertThat(result.cause()).isEqualTo(EndCause.TRIPPED);
        assertThat(result.trip()).isEqualTo(reason);
        assertThat(result.end()).isEqualTo(LifecycleState.FAULT);
        // That cycle, and the one that notices: no force from then on.
        assertThat(result.engaged().cycles()).isEqualTo(HARMED + 2);
        assertThat(world.motorForce()).isZero();
    }

    @ParameterizedTest
    @MethodSource("everyHarmToEveryEncoder")
    void aChipThatIsNotThereKeepsTheRigFromOpening(Encoder encoder, Harm harm) {
        Run run = new Run(config());
        PiWorld world = run.world(0);
        world.harm(encoder, harm);
        assertThatThrownBy(() -> run.on(world, ENGAGED))
                .isInstanceOf(RigException.class)
                .hasMessageContaining(
                        switch (harm) {
                            case ANSWERS_00 ->
                                "encoder of " + encoder + " at /dev/spidev" + DEVICES.get(encoder.channel())
                                        + ": register MDR0 reads 0x00 instead of 0x03: no chip answers";
                            case ANSWERS_FF ->
                                "encoder of " + encoder + " at /dev/spidev" + DEVICES.get(encoder.channel())
                                        + ": register MDR0 reads 0xff instead of 0x03: MISO is stuck high";
                            case MISSING -> "there is no /dev/spidev" + DEVICES.get(encoder.channel());
                        });
        assertThat(world.motorForce()).isZero();
    }

    /** A self-test of the rig; something happens to it after it was opened. */
    private Verdict judged(Consumer<PiWorld> what) {
        Path root = folder.resolve("machine" + worlds++);
        TestBench bench = new TestBench(root).set("rig.backend", "pi");
        List<PiWorld> made = new ArrayList<>();
        return bench.rig(plant -> {
                    PiWorld world = new PiWorld(bench.config(), plant, bench.clock, root, 0);
                    made.add(world);
                    opened.add(world);
                    return world;
                })
                .checks(checks -> {
                    what.accept(made.getFirst());
                    return checks;
                })
                .verdict();
    }

    @Test
    void aSoundRigPassesEveryGate() throws RigException {
        // Compiled code first: until then the calls of the kernel allocate.
        leastAllocated(() -> {});
        new TestBench(folder.resolve("rehearsal"))
                .set("selftest.timingWindow", "20s")
                .verdict();
        Verdict verdict = judged(_ -> {});
        assertThat(verdict.results())
                .allSatisfy(result -> assertThat(result.passed())
                        .as("%s: %s %s", result.gate().id(), result.reason(), result.evidence())
                        .isTrue());
        assertThat(verdict.permitsRun()).isTrue();
        assertThat(Judged.of("host", verdict).evidence()).contains("SPI devices of the counters");
    }

    @ParameterizedTest
    @EnumSource
    void theGateOfTheLinkBlocksAChipThatFails(Harm harm) {
        assertBlocked(judged(world -> world.harm(Encoder.LINK_2, harm)), "the rig reports a fault");
    }

    @ParameterizedTest
    @CsvSource({"1, emergency stop", "8, the rig reports a fault"})
    void theGateOfTheLinkBlocksABrokenWire(int contact, String reason) {
        assertBlocked(judged(world -> world.breakWires(contact)), reason);
    }

    /** A cart may be pushed from its end stop until the run engages, but no longer. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void aLimitSwitchWhoseWireIsBrokenFromTheStartLetsNoForceBeCommanded(int contact) throws RigException {
        Run run = new Run(config());
        PiWorld world = run.world(0);
        opened.add(world);
        world.open();
        world.breakWires(contact);
        run.listeners.add(_ -> assertThat(world.motorForce()).isZero());
        LoopResult result = run.onOpen(world, ENGAGED);
        assertThat(result.trip()).isEqualTo(TripReason.END_STOP);
        assertThat(result.engaged().cycles()).isEqualTo(1);
    }

    @Test
    void theGateOfTheMachineNamesADeviceThatIsMissing() {
        Verdict verdict = judged(world -> world.without("dev/spidev1.0"));
        GateResult host = Judged.of("host", verdict);
        assertThat(host.value().orElseThrow()).isLessThan(100);
        assertThat(host.evidence())
                .startsWith("not in order: SPI devices of the counters: there is no /dev/spidev1.0 -> put"
                        + " dtoverlay=spi1-1cs,cs0_pin=16 into /boot/firmware/config.txt and restart. in order: ");
    }

    /** Not ready, the reason is that of the loop, and neither arming nor the loop gets past it. */
    private void assertBlocked(Verdict verdict, String reason) {
        GateResult link = Judged.of("rig-link", verdict);
        assertThat(link.status()).isEqualTo(GateStatus.NOT_EVALUATED);
        assertThat(link.reason()).contains("the loop ended after 1 of ", reason);
        assertThat(verdict.blocking()).contains(link);
        assertThat(verdict.permitsRun()).isFalse();
        Lifecycle lifecycle = selfTested();
        assertThat(lifecycle.requestArm(true, new VerdictPermission(verdict, verdict::binding, new VirtualClock(0))))
                .contains("the verdict is blocked");
        Run run = new Run(config());
        assertThatThrownBy(() -> LoopAssembly.of(run.config)
                        .loop(run.world(0), run.clock, lifecycle, List.of())
                        .run(LoopPlan.experiment(WARMUP, run.config.loop().periodNanos(), ENGAGED)))
                .hasMessage("the loop may engage only from ARMED, not from READY");
    }
}
