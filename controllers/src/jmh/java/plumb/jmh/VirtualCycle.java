package plumb.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import plumb.control.Controller;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;

/** A whole virtual cycle: encoders, Kalman filter, law and a millisecond of the plant, in closed loop. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VirtualCycle {
    private static final double ANGLE = 2 * StrictMath.PI / 16384;
    private static final double POSITION = 0.015 * ANGLE;
    private static final int RESTART = 8191;

    /** Name of the law. */
    @Param({"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    public String law = "";

    private final RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(RigParameters.standard()));
    private final plumb.model.State plant = new plumb.model.State();
    private final plumb.model.State estimate = new plumb.model.State();
    private final SensorReading reading = new SensorReading();
    private StateEstimator estimator = Designs.estimator("kalman");
    private Controller controller = Designs.law("lqr");
    private long cycle;

    /** Designs law and estimator. */
    @Setup
    public void design() {
        estimator = Designs.estimator("kalman");
        controller = Designs.law(law);
        cycle = 0;
        restart();
    }

    private void restart() {
        plant.set(0, 0.05, -0.03, 0, 0, 0);
        estimator.reset(plant);
        controller.reset();
    }

    /** One cycle; every eight seconds the pendulum leans anew. */
    @Benchmark
    public double cycle() {
        if ((++cycle & RESTART) == 0) {
            restart();
        }
        reading.setPositions(
                cycle * 1_000_000,
                POSITION * StrictMath.rint(plant.position() / POSITION),
                ANGLE * StrictMath.rint(plant.angle1() / ANGLE),
                ANGLE * StrictMath.rint(plant.angle2() / ANGLE));
        estimator.update(reading, estimate);
        double force = controller.force(estimate);
        estimator.commanded(force);
        integrator.advance(plant, force, force, force, 1e-3);
        return force;
    }
}
