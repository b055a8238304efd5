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
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;

/** One step of each estimator: a pendulum at rest seen through encoders that flicker by a count. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EstimatorStep {
    private static final double QUANTUM = 2 * StrictMath.PI / 16384;

    /** Name of the estimator. */
    @Param({"kalman", "extended-kalman", "tracking-loop", "robust-differentiator", "filtered-difference"})
    public String estimator = "";

    private final SensorReading reading = new SensorReading();
    private final plumb.model.State estimate = new plumb.model.State();
    private StateEstimator designed = Designs.estimator("filtered-difference");
    private long cycle;

    /** Designs the estimator. */
    @Setup
    public void design() {
        designed = Designs.estimator(estimator);
        designed.reset(new plumb.model.State());
        cycle = 0;
    }

    /** From a reading to a state. */
    @Benchmark
    public double update() {
        cycle++;
        double flicker = (cycle & 1) * QUANTUM;
        reading.setPositions(cycle * 1_000_000, 0, flicker, -flicker);
        designed.update(reading, estimate);
        designed.commanded(flicker);
        return estimate.rate1();
    }
}
