package plumb.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;

/** One millisecond of the full plant. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlantStep {
    private final States states = new States();
    private final RungeKutta4 integrator = new RungeKutta4(new PendulumDynamics(RigParameters.standard()));
    private final plumb.model.State state = new plumb.model.State();

    /** A Runge-Kutta step from each state of the ring: one loop, as the C formula is measured in. */
    @Benchmark
    @OperationsPerInvocation(States.COUNT)
    public double advance() {
        double sum = 0;
        for (int i = 0; i < States.COUNT; i++) {
            state.set(states.get(i));
            integrator.advance(state, 1, 1, 1, 1e-3);
            sum += state.angle1() + state.rate2();
        }
        return sum;
    }
}
