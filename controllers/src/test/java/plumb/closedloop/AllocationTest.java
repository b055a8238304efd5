package plumb.closedloop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.control.Controller;
import plumb.control.Laws;
import plumb.estimate.Estimators;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.model.Acceleration;
import plumb.model.LinearModel;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;
import plumb.model.State;

/** Nothing that runs in a cycle allocates, not even before it is compiled. */
class AllocationTest {
    private static final int ROUNDS = 20;
    private static final int CYCLES = 2000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void meterSeesASingleSmallAllocation() {
        long[][] kept = new long[CYCLES][];
        assertThat(allocatedBy(i -> kept[i] = i == CYCLES / 2 ? new long[1] : kept[0]))
                .isPositive();
        assertThat(kept[CYCLES / 2]).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void lawsWithTheFullModelDoNotAllocate(String law) {
        Controller controller = Laws.create(
                law, 30, 1e-3, law.equals("classical") ? Laws.benchmark(law).with("layer", 2) : Laws.benchmark(law));
        State state = new State();
        assertThat(allocatedBy(i -> {
                    state.set(0.001 * i, 0.001 * i - 1, -1e5 * (i % 7), i, 0.1 * i, 0);
                    controller.force(state);
                    state.set(0.001 * i, 0.0005 * i - 0.5, 0.2, 0, 0.01 * i, -1);
                    controller.force(state);
                    if (i % 100 == 0) {
                        controller.preset(state, 1);
                    }
                }))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr", "none"})
    void lawsDoNotAllocate(String law) {
        Controller controller = Laws.reference(law, 30, 1e-3);
        State state = new State();
        assertThat(allocatedBy(i -> {
                    state.set(0.001 * i, i % 3 == 0 ? Double.NaN : 0.01, -0.01, i, 0, 0);
                    controller.force(state);
                    controller.surface();
                    controller.reset();
                }))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kalman",
                "extended-kalman",
                "tracking-loop",
                "robust-differentiator",
                "filtered-difference",
                "direct"
            })
    void estimatorsDoNotAllocate(String name) {
        StateEstimator estimator = Estimators.reference(name, 1e-3, 2e-3, 2.5e-3);
        SensorReading reading = new SensorReading();
        State estimate = new State();
        assertThat(allocatedBy(i -> {
                    reading.setPositions(i * 1_000_000L * (1 + i % 2), 0.001, i % 5 == 0 ? Double.NaN : 0.01, 0.01);
                    estimator.update(reading, estimate);
                    estimator.commanded(i % 7);
                    if (i % 100 == 0) {
                        estimator.reset(estimate);
                    }
                }))
                .isZero();
    }

    @Test
    void plantsDoNotAllocateAtAnyAngle() {
        RigParameters rig = RigParameters.standard();
        PendulumDynamics full = new PendulumDynamics(rig);
        LinearModel linear = new LinearModel(rig);
        RungeKutta4 fullSteps = new RungeKutta4(full);
        RungeKutta4 linearSteps = new RungeKutta4(linear);
        Acceleration column = new Acceleration();
        State state = new State();
        assertThat(allocatedBy(i -> {
                    state.set(0, 0.01 * i, -0.02 * i, 0, 1, 2);
                    full.accelerationPerForce(state, column);
                    fullSteps.advance(state, 1, 2, 3, 1e-3);
                    linearSteps.advance(state, 1, 2, 3, 1e-3);
                }))
                .isZero();
    }

    private interface Cycle {
        void run(int i);
    }

    /**
     * Bytes that a pass allocates once it is warm: the least of many. The compiler's first touch of a class allocates on the
     * thread that happens to run it, and may come late; what the code itself allocates comes in every pass.
     */
    private static long allocatedBy(Cycle cycle) {
        pass(cycle);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            pass(cycle);
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static void pass(Cycle cycle) {
        for (int i = 0; i < CYCLES; i++) {
            cycle.run(i);
        }
    }
}
