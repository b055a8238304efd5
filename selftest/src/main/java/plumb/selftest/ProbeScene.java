package plumb.selftest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.hal.ActuatorChannel;
import plumb.hal.Calibration;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigFrame;
import plumb.model.State;
import plumb.model.StateView;
import plumb.runtime.VirtualClock;

/**
 * What a loop in virtual time is shown, cycle by cycle, and what it commanded: a rig and, where the probe is about the
 * estimated state, an estimator, both following one script. One thread.
 */
final class ProbeScene {
    /** Sets the scene of one cycle before the rig is read. */
    @FunctionalInterface
    interface Script {
        void at(long cycle, ProbeScene scene);
    }

    /** Sensed cart position, m; angles, rad. */
    double position;

    double angle1;
    double angle2;

    /** Estimated rates, m/s and rad/s. */
    double velocity;

    double rate1;
    double rate2;

    /** Replaces the whole estimate where it is not {@code null}. */
    @Nullable
    StateView estimate;

    /** Bits of {@link plumb.hal.RigStatus}. */
    int status;

    /** Whether the rig shows its last sample again. */
    boolean stale;

    private final RigDescription description;
    private final Calibration calibration;
    private final VirtualClock clock;
    private final Script script;
    private final ScriptedRig rig = new ScriptedRig();
    private final ScriptedEstimator estimator = new ScriptedEstimator();
    private long cycles;
    private long sequence;
    private long writes;
    private long drivingWrites;
    private boolean lastWriteSafe;

    ProbeScene(RigDescription description, Calibration calibration, VirtualClock clock, Script script) {
        this.description = description;
        this.calibration = calibration;
        this.clock = clock;
        this.script = script;
    }

    Rig rig() {
        return rig;
    }

    StateEstimator estimator() {
        return estimator;
    }

    /** Lets so much time pass inside this cycle, ns. */
    void stall(long nanos) {
        clock.advance(nanos);
    }

    /** Whether every cycle before {@code tripCycle} drove the motor and that one, the last, sent the safe command. */
    boolean wentSafeIn(long tripCycle) {
        return cycles == tripCycle + 1 && writes == cycles && drivingWrites == tripCycle && lastWriteSafe;
    }

    /** What was commanded, for the evidence. */
    String commands() {
        return drivingWrites + " of " + writes + " commands drove the motor, the last one was "
                + (lastWriteSafe ? "safe" : "not safe");
    }

    private final class ScriptedRig implements Rig {
        @Override
        public RigDescription describe() {
            return description;
        }

        @Override
        public void open() {}

        @Override
        public void read(RigFrame frame) {
            script.at(cycles++, ProbeScene.this);
            if (!stale) {
                sequence++;
            }
            frame.setHeader(sequence, clock.nanoTime(), status);
            frame.setPositionCounts(
                    counts(position, calibration.positionZero(), calibration.positionQuantum()),
                    counts(angle1, calibration.angle1Zero(), calibration.angle1Quantum()),
                    counts(angle2, calibration.angle2Zero(), calibration.angle2Quantum()));
        }

        private static long counts(double value, double zero, double quantum) {
            return StrictMath.round((value + zero) / quantum);
        }

        @Override
        public void write(RigCommand command) {
            ActuatorChannel motor = description.motor();
            writes++;
            lastWriteSafe = !command.enabled() && command.forceNewtons() == motor.safeValue();
            if (command.enabled() && StrictMath.abs(command.forceNewtons()) <= motor.limit()) {
                drivingWrites++;
            }
        }

        @Override
        public Optional<LinkStatistics> linkStatistics() {
            return Optional.empty();
        }

        @Override
        public void makeSafe() {}

        @Override
        public void close() {}
    }

    private final class ScriptedEstimator implements StateEstimator {
        @Override
        public void update(SensorReading reading, State result) {
            StateView replaced = estimate;
            if (replaced != null) {
                result.set(replaced);
            } else {
                result.set(reading.position(), reading.angle1(), reading.angle2(), velocity, rate1, rate2);
            }
        }

        @Override
        public void commanded(double force) {}

        @Override
        public void reset(StateView state) {}
    }
}
