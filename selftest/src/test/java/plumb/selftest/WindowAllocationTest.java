package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.Rig;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;

/** The bytes of a loop whose law leaks in two of its cycles, counted by the virtual machine. */
class WindowAllocationTest {
    /** Six doubles and the head of their array. */
    private static final long LEAK = 64;
    /** When a method becomes hot, the virtual machine may allocate on the thread that runs it, once. */
    private static final int ATTEMPTS = 20;

    @TempDir
    private Path root;

    private Optional<AllocationCount> count(long cycles, long... leaking) throws Exception {
        TestBench bench = new TestBench(root);
        LoopAssembly assembly = bench.assembly();
        WindowAllocation allocation = new WindowAllocation();
        try (Rig rig = Sabotage.rig(() -> (read, _) -> {
                    for (long at : leaking) {
                        if (read == at) {
                            Sabotage.leak();
                        }
                    }
                })
                .apply(RigFactory.simulated(assembly.config(), bench.clock))) {
            rig.open();
            assembly.loop(rig, bench.clock, new Lifecycle(), List.of(allocation))
                    .run(LoopPlan.safeOutputs(cycles));
        }
        return allocation.count();
    }

    private void counts(AllocationCount expected, long cycles, long... leaking) throws Exception {
        Optional<AllocationCount> last = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            last = count(cycles, leaking);
            if (last.equals(Optional.of(expected))) {
                return;
            }
        }
        assertThat(last).hasValue(expected);
    }

    @Test
    void countsWhatIsAllocatedHowOftenAndWhereLast() throws Exception {
        counts(new AllocationCount(2 * LEAK, 199, 2, 150), 200, 100, 150);
    }

    @Test
    void countsNothingWhereNothingIsAllocated() throws Exception {
        counts(new AllocationCount(0, 199, 0, 0), 200);
    }

    @Test
    void theFirstCycleIsWhereCountingBegins() throws Exception {
        counts(new AllocationCount(LEAK, 199, 1, 1), 200, 0, 1);
        counts(new AllocationCount(LEAK, 1, 1, 1), 2, 1);
    }

    @Test
    void oneCycleIsNoWholeOne() throws Exception {
        assertThat(count(1)).isEmpty();
    }
}
