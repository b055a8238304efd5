package plumb.selftest;

import java.util.List;
import java.util.SplittableRandom;
import plumb.config.RigConfig;
import plumb.control.Controller;
import plumb.control.Saturation;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.hal.Calibration;
import plumb.hal.ForwardingRig;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.model.State;
import plumb.runtime.ActuationLimit;
import plumb.runtime.EndCause;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.VirtualClock;
import plumb.simulation.TrueRig;

/**
 * Sensors with a noise of half a radian (standard deviation): what is sent stays finite and within the limit, and the
 * envelope ends it within a second. Because it does so in the first few cycles, law and estimator are fed the same noise
 * once more without it. Several seeds, in virtual time.
 */
final class NoisyMeasurement implements StabilityScenario {
    /** Standard deviation, rad and m. */
    static final double DEVIATION = 0.5;

    static final int SEEDS = 5;
    static final int FED_CYCLES = 1000;
    /** An estimator may refuse a sample that no motion explains, with an estimate that trips; it has to come back from it. */
    static final int MOST_UNKNOWN = 10;

    private static final double PATIENCE_SECONDS = 1;

    @Override
    public String name() {
        return "noise of " + DEVIATION + " rad";
    }

    @Override
    public void probe(LoopAssembly assembly, ProbeTally tally) {
        for (int seed = 0; seed < SEEDS; seed++) {
            probe(assembly, seed, DEVIATION, tally);
            feed(
                    assembly.config(),
                    assembly.controller(),
                    assembly.estimator(),
                    assembly.actuationLimit(),
                    seed,
                    tally);
        }
    }

    /** A thousand cycles of noise with no envelope that ends them. */
    static void feed(
            RigConfig config,
            Controller law,
            StateEstimator estimator,
            ActuationLimit actuation,
            int seed,
            ProbeTally tally) {
        double limit = config.limits().force();
        Calibration calibration = config.sensors().calibration();
        VirtualClock clock = new VirtualClock(0);
        RigFrame frame = new RigFrame();
        SensorReading reading = new SensorReading();
        RigCommand command = new RigCommand();
        State estimate = new State();
        Rig simulated = TrueRig.nominal(config, new State(), clock);
        law.reset();
        estimator.reset(estimate);
        try (Rig rig = new NoisyRig(simulated, calibration, DEVIATION, seed)) {
            rig.open();
            int unknown = 0;
            for (int cycle = 0; cycle < FED_CYCLES; cycle++) {
                clock.advance(config.loop().periodNanos());
                rig.read(frame);
                calibration.apply(frame, reading);
                estimator.update(reading, estimate);
                unknown = Saturation.finite(estimate) ? 0 : unknown + 1;
                tally.probe(unknown <= MOST_UNKNOWN, () -> "estimate stays " + estimate);
                double force = law.force(estimate);
                tally.probe(Saturation.permitted(force, limit), () -> "law gives " + force + " N at " + estimate);
                command.setForce(actuation.apply(force));
                rig.write(command);
                estimator.commanded(command.forceNewtons());
            }
        } catch (RigException e) {
            throw new IllegalStateException("the simulated rig did not open: " + e.getMessage(), e);
        } finally {
            law.reset();
        }
    }

    /** One run with the given noise. */
    static void probe(LoopAssembly assembly, int seed, double deviation, ProbeTally tally) {
        RigConfig config = assembly.config();
        double limit = config.limits().force();
        VirtualClock clock = new VirtualClock(0);
        long patience = StrictMath.round(PATIENCE_SECONDS / config.loop().periodSeconds());
        Rig simulated = TrueRig.nominal(config, new State(), clock);
        try (Rig rig = new NoisyRig(simulated, config.sensors().calibration(), deviation, seed)) {
            rig.open();
            LoopResult result = assembly.balancingLoop(
                            rig,
                            clock,
                            Lifecycle.simulated(),
                            List.of(cycle -> tally.probe(
                                    Saturation.permitted(cycle.force(), limit), () -> cycle.force() + " N sent")))
                    .run(LoopPlan.engageAtOnce(patience));
            tally.probe(
                    result.cause() == EndCause.TRIPPED, () -> "seed " + seed + ": no trip in " + patience + " cycles");
        } catch (RigException e) {
            throw new IllegalStateException("the simulated rig did not open: " + e.getMessage(), e);
        }
    }

    /** Adds noise to what a rig senses. */
    private static final class NoisyRig extends ForwardingRig {
        private final Calibration calibration;
        private final double deviation;
        private final SplittableRandom random;

        NoisyRig(Rig rig, Calibration calibration, double deviation, int seed) {
            super(rig);
            this.calibration = calibration;
            this.deviation = deviation;
            this.random = new SplittableRandom(seed);
        }

        @Override
        public void read(RigFrame frame) {
            super.read(frame);
            frame.setPositionCounts(
                    frame.positionCount() + counts(calibration.positionQuantum()),
                    frame.angle1Count() + counts(calibration.angle1Quantum()),
                    frame.angle2Count() + counts(calibration.angle2Quantum()));
        }

        private long counts(double quantum) {
            return StrictMath.round(deviation * random.nextGaussian() / quantum);
        }
    }
}
