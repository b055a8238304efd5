package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import plumb.hal.LinkStatistics;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.model.StateView;
import plumb.readiness.Comparison;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.GateStatus;
import plumb.readiness.Level;
import plumb.readiness.Verdict;
import plumb.runtime.os.RealtimeReport;

/** Every gate is shown to fail, alone, when the thing it guards is broken. */
class PositiveControlTest {
    private static final long MILLISECOND = 1_000_000;

    @TempDir
    private Path root;

    record Control(String gate, String broken, UnaryOperator<TestBench> sabotage, Set<String> alsoNotices) {
        Control(String gate, String broken, UnaryOperator<TestBench> sabotage) {
            this(gate, broken, sabotage, Set.of());
        }

        @Override
        public String toString() {
            return gate + ": " + broken;
        }
    }

    static final List<Control> CONTROLS = List.of(
            new Control(
                    "overall-test-coverage",
                    "a command that no test reaches",
                    bench -> bench.build(
                            build -> build.coverage("deploy/app", "app,plumb.cli,Command,0,9,0,0,20,2,0,1,0,1"))),
            new Control(
                    "critical-component-coverage",
                    "a loop that tests reach in part",
                    bench -> bench.build(build -> build.coverage(
                            "deploy/app",
                            "app,plumb.cli,Command,0,9,0,0,0,10,0,1,0,1",
                            "app,plumb.runtime,ControlLoop,0,9,0,0,4,6,0,1,0,1"))),
            new Control(
                    "safety-critical-coverage",
                    "one branch of what is marked that no test takes",
                    bench -> bench.build(build -> build.coverage(
                            "deploy/app",
                            "app,plumb.cli,Command,0,9,0,0,0,10,0,1,0,1",
                            "app,plumb.control,Saturation.Limit,0,9,1,1,0,1,0,1,0,1"))),
            new Control(
                    "test-pass-rate",
                    "one test that fails",
                    bench -> bench.build(build -> build.report(
                            "laws",
                            "plumb.control.LawTest",
                            "<testcase classname='LawTest' name='holds'><failure/></testcase>"))),
            new Control(
                    "documentation-completeness",
                    "an undocumented type",
                    bench -> bench.build(build ->
                            build.source("deploy/app", "plumb.cli", "Command", "public final class Command {}"))),
            new Control(
                    "saturation",
                    "infinite after a long error",
                    bench -> bench.law(Sabotage.law(new WindingUp()::twist))),
            new Control("numerical-stability", "a force that drifts", bench -> bench.law(Sabotage.drifting())),
            new Control(
                    "numerical-stability",
                    "chatters like a sign function",
                    bench -> bench.set("controllers.super-twisting.boundaryLayer", "0.000001")
                            .set("controllers.super-twisting.k1", "300"),
                    Set.of("system-compatibility")),
            new Control("bounds", "angle limit twice too wide", Sabotage.loosened("limits.envelope.angle", "1.2rad")),
            new Control(
                    "bounds", "position limit 1 mm too wide", Sabotage.loosened("limits.envelope.position", "0.481m")),
            new Control("bounds", "rate limit too narrow", Sabotage.loosened("limits.envelope.rate", "24.9rad/s")),
            new Control("bounds", "angle jump ignored", Sabotage.loosened("limits.envelope.angleJump", "0.5rad")),
            new Control("bounds", "position jump ignored", Sabotage.loosened("limits.envelope.positionJump", "0.4m")),
            new Control("bounds", "one stale sample more", Sabotage.loosened("limits.envelope.staleCycles", "4")),
            new Control("bounds", "missed periods forgotten", bench -> bench.set("loop.overrunPolicy", "burst")),
            new Control(
                    "system-compatibility",
                    "an estimator that is too slow for the pendulum",
                    bench -> bench.set("estimators.filtered-difference.cutoff", "0.5")),
            new Control(
                    "timing",
                    "a slow rig",
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) -> bench.clock.advance(MILLISECOND * 6 / 10))),
                    Set.of("performance-benchmarks")),
            new Control(
                    "performance-benchmarks",
                    "a law that takes a fifth of the period",
                    bench -> bench.law(Sabotage.law((state, force) -> {
                        bench.clock.advance(MILLISECOND / 5);
                        return force;
                    }))),
            new Control("rig-link", "a motor that does nothing", bench -> bench.rig(Sabotage.motor(_ -> 0))),
            new Control(
                    "rig-link",
                    "an encoder that counts the other way",
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) -> frame.setPositionCounts(
                            -frame.positionCount(), frame.angle1Count(), frame.angle2Count())))),
            new Control(
                    "rig-link",
                    "swapped encoders",
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) ->
                            frame.setPositionCounts(frame.positionCount(), frame.angle2Count(), frame.angle1Count())))),
            new Control(
                    "rig-link",
                    "an encoder with a noise of 20 counts",
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) -> frame.setPositionCounts(
                            frame.positionCount(),
                            frame.angle1Count() + (read * 7919 % 41 - 20),
                            frame.angle2Count())))),
            new Control(
                    "rig-link",
                    "a cart beyond the end of the rail",
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) -> frame.setPositionCounts(
                            frame.positionCount() + 100_000, frame.angle1Count(), frame.angle2Count())))),
            new Control(
                    "rig-link",
                    "samples that come again",
                    bench -> bench.rig(Sabotage.rig(() -> new Repeating()::repeat))),
            new Control(
                    "rig-link",
                    "samples that are five periods old",
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) ->
                            frame.setHeader(frame.sequence(), frame.timeNanos() - 5 * MILLISECOND, frame.status()))),
                    Set.of("watchdog")),
            new Control(
                    "rig-link",
                    "commands that are never acknowledged",
                    bench ->
                            bench.rig(Sabotage.rig(() -> (read, frame) -> frame.setAcknowledged(RigFrame.NO_COMMAND)))),
            new Control(
                    "rig-link",
                    "commands that take ten periods",
                    bench -> bench.rig(
                            Sabotage.rig(() -> (read, frame) -> frame.setAcknowledged(frame.acknowledged() - 10)))),
            new Control(
                    "rig-link",
                    "every tenth frame missing",
                    bench -> bench.rig(
                            Sabotage.link(new LinkStatistics(1000, 7, 0, 0), new LinkStatistics(1900, 7, 100, 0)))),
            new Control(
                    "watchdog",
                    "a rig without a watchdog",
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) -> frame.setHeader(
                            frame.sequence(), frame.timeNanos(), frame.status() & ~RigStatus.WATCHDOG)))),
            new Control(
                    "watchdog",
                    "one that bites later than declared",
                    bench -> bench.rig(Sabotage.declared(10 * MILLISECOND))),
            new Control(
                    "watchdog",
                    "one that bites sooner than declared",
                    bench -> bench.rig(Sabotage.declared(40 * MILLISECOND))),
            new Control(
                    "watchdog",
                    "a stop that the next command does not end",
                    bench -> bench.rig(Sabotage.rig(() -> new Latching()::latch))),
            new Control(
                    "allocation",
                    "new double[6] now and then",
                    bench -> bench.rig(Sabotage.rig(() -> (read, frame) -> {
                        if (read % 500 == 0) {
                            Sabotage.leak();
                        }
                    }))),
            new Control(
                    "host",
                    "processors save power and the clock is slow",
                    bench -> bench.host("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave")
                            .host("sys/devices/system/clocksource/clocksource0/current_clocksource", "acpi_pm")),
            new Control(
                    "host",
                    "no real-time class granted",
                    bench -> bench.granted(new RealtimeReport(
                            7, "SCHED_OTHER", 0, OptionalInt.of(1), true, true, false, 50_000, "6.12", List.of()))));

    /** An integral without a bound: fine at first, infinite in the end. */
    private static final class WindingUp {
        private double sum = 1;

        double twist(StateView state, double force) {
            sum = state.angle1() == 0.5 ? sum * 2 : 1;
            return Double.isInfinite(sum) ? sum : force;
        }
    }

    /** A link that delivers every fiftieth sample twice. */
    private static final class Repeating {
        private long sequence;

        void repeat(long read, RigFrame frame) {
            frame.setHeader(read % 50 == 49 ? sequence : frame.sequence(), frame.timeNanos(), frame.status());
            sequence = frame.sequence();
        }
    }

    /** Says for ever that the watchdog has bitten, once it has. */
    private static final class Latching {
        private int bitten;

        void latch(long read, RigFrame frame) {
            bitten |= frame.status() & RigStatus.WATCHDOG;
            frame.setHeader(frame.sequence(), frame.timeNanos(), frame.status() | bitten);
        }
    }

    static final List<Gate> GATES = TestBench.gates();

    private static Verdict sound;

    @BeforeAll
    static void testWhatIsSound(@TempDir Path rehearsal, @TempDir Path root) {
        Judged.rehearse(rehearsal);
        sound = new TestBench(root).verdict();
    }

    @Test
    void aSoundRigIsReady() {
        assertThat(sound.results())
                .allSatisfy(result -> assertThat(result.status())
                        .as("%s: %s %s", result.gate().id(), result.reason(), result.evidence())
                        .isEqualTo(GateStatus.PASS));
        assertThat(sound.level()).isEqualTo(Level.READY);
        assertThat(sound.ready()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("CONTROLS")
    void exactlyTheGateThatGuardsItFails(Control control) {
        Verdict verdict = control.sabotage().apply(new TestBench(root)).verdict();
        Judged.exactly(control.gate(), control.alsoNotices(), verdict);
        Judged.failsByItsThreshold(control.gate(), verdict);
    }

    @ParameterizedTest
    @FieldSource("GATES")
    void aThresholdThatNothingReachesFlipsExactlyItsGate(Gate gate) {
        // No threshold is below nothing at all: there the side that is good is turned.
        Gate unreachable = Judged.with(gate, Comparison.AT_LEAST, gate.comparison() == Comparison.AT_LEAST ? 101 : 1);
        assertThat(Judged.by(unreachable, sound).results())
                .filteredOn(result -> !result.passed())
                .extracting(result -> result.gate().id(), GateResult::status)
                .containsExactly(tuple(gate.id(), GateStatus.FAIL));
    }

    @Test
    void everyGateHasAPositiveControl() {
        Set<String> controlled = CONTROLS.stream().map(Control::gate).collect(Collectors.toSet());
        assertThat(GATES).hasSize(15).extracting(Gate::id).containsExactlyInAnyOrderElementsOf(controlled);
    }

    @Test
    void aRigThatStopsTheWindowLeavesTimingAndAllocationUnmeasured() {
        Verdict verdict = new TestBench(root)
                .rig(Sabotage.rig(() -> (read, frame) -> {
                    if (read > 500) {
                        frame.setHeader(frame.sequence(), frame.timeNanos(), RigStatus.EMERGENCY_STOP);
                    }
                }))
                .verdict();
        assertThat(verdict.level()).isEqualTo(Level.BLOCKED);
        assertThat(verdict.results().stream().filter(result -> result.status() == GateStatus.NOT_EVALUATED))
                .extracting(result -> result.gate().id(), GateResult::reason)
                .containsExactlyElementsOf(Stream.of("timing", "allocation", "performance-benchmarks", "rig-link")
                        .map(gate -> tuple(gate, "the loop ended after 302 of 500 cycles: emergency stop"))
                        .toList());
    }
}
