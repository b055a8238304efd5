package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import plumb.config.CaptureLimits;
import plumb.config.EnvelopeLimits;
import plumb.config.KeepAwakeMode;
import plumb.config.LoopSettings;
import plumb.config.OverrunPolicy;
import plumb.control.Controller;
import plumb.control.SwingUp;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.hal.Calibration;
import plumb.model.State;
import plumb.model.StateView;

/** A loop in virtual time around a {@link ScriptedRig}: 1 kHz, constant law, an estimator that believes its sensors. */
final class LoopFixture {
    static final long PERIOD = 1_000_000;
    static final EnvelopeLimits ENVELOPE = new EnvelopeLimits(0.48, 0.6, 5, 25, 40, 0.2, 0.05, 3);
    static final CaptureLimits CAPTURE = new CaptureLimits(0.3, 0.2, 0.5, 50_000_000, 1_000_000_000);

    final VirtualClock clock = new VirtualClock(5_000_000);
    final ScriptedRig rig = new ScriptedRig(clock);
    final Lifecycle lifecycle = Lifecycle.simulated();
    final BelievingEstimator estimator = new BelievingEstimator();
    final ConstantLaw law = new ConstantLaw(2);
    final List<Seen> seen = new ArrayList<>();

    @Nullable
    SwingUp swingUp;

    OverrunPolicy policy = OverrunPolicy.SKIP;
    int maxConsecutive = 12;
    int maxPer1000 = 20;

    /** What a listener saw of one cycle. */
    record Seen(
            long index,
            long missed,
            LifecycleState phase,
            long deadline,
            long wake,
            double force,
            TripReason trip,
            double sensedAngle1) {}

    /** The loop's parts with this last limit before the motor. */
    LoopParts parts(ActuationLimit limit) {
        return new LoopParts(
                rig,
                new Calibration(ScriptedRig.QUANTUM, ScriptedRig.QUANTUM, ScriptedRig.QUANTUM, 0, 0, 0, 0, 0),
                estimator,
                new BelievingEstimator(),
                law,
                swingUp,
                new SafetyEnvelope(ENVELOPE),
                limit,
                CAPTURE,
                new LoopSettings(
                        PERIOD,
                        0,
                        -1,
                        OptionalLong.of(0),
                        KeepAwakeMode.AUTO,
                        policy,
                        OptionalInt.empty(),
                        maxPer1000,
                        0),
                maxConsecutive);
    }

    ControlLoop loop() {
        return new ControlLoop(
                parts(new ActuationLimit(30, 1e9, 1e-3)),
                clock,
                lifecycle,
                List.of(cycle -> seen.add(new Seen(
                        cycle.index(),
                        cycle.missed(),
                        cycle.phase(),
                        cycle.deadlineNanos(),
                        cycle.wakeNanos(),
                        cycle.force(),
                        cycle.trip(),
                        cycle.reading().angle1()))));
    }

    LoopResult run(LoopPlan plan) {
        return loop().run(plan);
    }

    /** Lets the write of this cycle take so long. */
    void stallDuringCycle(int cycle, long nanos) {
        rig.onWrite(() -> {
            if (rig.commands().size() == cycle) {
                clock.advance(nanos);
            }
        });
    }

    void assertTripped(LoopResult result, TripReason reason) {
        assertThat(result.trip()).isEqualTo(reason);
        assertThat(result.cause()).isEqualTo(EndCause.TRIPPED);
        assertThat(result.end()).isEqualTo(LifecycleState.FAULT);
        assertThat(result.reason()).isEqualTo(reason.text());
        assertThat(lifecycle.log().latest(LifecycleState.FAULT)).contains(reason.text());
        assertSafe(rig.last());
        assertThat(rig.madeSafe()).isEqualTo(1);
        assertThat(seen.getLast().trip()).isEqualTo(reason);
    }

    void assertNothingMoved() {
        assertThat(rig.commands()).allMatch(command -> !command.enabled() && command.force() == 0);
    }

    static void assertSafe(ScriptedRig.Written command) {
        assertThat(command.enabled()).isFalse();
        assertThat(command.force()).isZero();
    }

    /** Positions as sensed; rates as the test says. */
    static final class BelievingEstimator implements StateEstimator {
        double velocity;
        double rate1;
        double rate2;
        final List<Double> commanded = new ArrayList<>();
        int resets;
        int updates;

        @Override
        public void update(SensorReading reading, State estimate) {
            updates++;
            estimate.set(reading.position(), reading.angle1(), reading.angle2(), velocity, rate1, rate2);
        }

        @Override
        public void commanded(double force) {
            commanded.add(force);
        }

        @Override
        public void reset(StateView state) {
            resets++;
        }
    }

    /** Always the same force. */
    static final class ConstantLaw implements Controller {
        double force;
        int resets;
        final List<Double> presets = new ArrayList<>();

        ConstantLaw(double force) {
            this.force = force;
        }

        @Override
        public double force(StateView state) {
            return force;
        }

        @Override
        public double surface() {
            return Double.NaN;
        }

        @Override
        public void reset() {
            resets++;
        }

        @Override
        public void preset(StateView state, double force) {
            presets.add(force);
        }
    }
}
