package plumb.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import plumb.config.CaptureLimits;
import plumb.config.EnvelopeLimits;
import plumb.config.LoopSettings;
import plumb.config.OverrunPolicy;
import plumb.control.Controller;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.hal.Calibration;
import plumb.model.State;
import plumb.model.StateView;

/** A loop in virtual time around a {@link ScriptedRig}: 1 kHz, constant law, an estimator that believes its sensors. */
final class LoopFixture {
    static final long PERIOD = 1_000_000;
    static final EnvelopeLimits ENVELOPE = new EnvelopeLimits(0.48, 0.6, 5, 25, 0.2, 0.05, 3);
    static final CaptureLimits CAPTURE = new CaptureLimits(0.3, 0.2, 0.5, 50_000_000, 1_000_000_000);

    final VirtualClock clock = new VirtualClock(5_000_000);
    final ScriptedRig rig = new ScriptedRig(clock);
    final Lifecycle lifecycle = Lifecycle.simulated();
    final BelievingEstimator estimator = new BelievingEstimator();
    final ConstantLaw law = new ConstantLaw(2);
    final List<Seen> seen = new ArrayList<>();
    OverrunPolicy policy = OverrunPolicy.SKIP;
    LoopClock loopClock = clock;
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

    ControlLoop loop() {
        LoopSettings settings =
                new LoopSettings(PERIOD, 0, -1, 0, policy, OptionalInt.of(maxConsecutive), maxPer1000, 0);
        LoopParts parts = new LoopParts(
                rig,
                new Calibration(ScriptedRig.QUANTUM, ScriptedRig.QUANTUM, ScriptedRig.QUANTUM, 0, 0, 0, 0, 0),
                estimator,
                new BelievingEstimator(),
                law,
                new SafetyEnvelope(ENVELOPE),
                new ActuationLimit(30, 1e9, 1e-3),
                CAPTURE,
                settings,
                maxConsecutive);
        return new ControlLoop(
                parts,
                loopClock,
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

    long engagedCycles() {
        return seen.stream()
                .filter(cycle -> cycle.phase() == LifecycleState.ENGAGED)
                .count();
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
    }
}
