package plumb.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import plumb.control.Controller;

/** One step of each law. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LawStep {
    /** Name of the law. */
    @Param({"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    public String law = "";

    private States states = new States();
    private Controller controller = Designs.law("classical");

    /** Designs the law. */
    @Setup
    public void design() {
        states = new States();
        controller = Designs.law(law);
    }

    /** From each state of the ring to its force, N: one loop, as the C formulas are measured in. */
    @Benchmark
    @OperationsPerInvocation(States.COUNT)
    public double force() {
        double sum = 0;
        for (int i = 0; i < States.COUNT; i++) {
            sum += controller.force(states.get(i));
        }
        return sum;
    }
}
