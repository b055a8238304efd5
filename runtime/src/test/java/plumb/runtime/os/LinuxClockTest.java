package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinuxClockTest {
    private static final int EINVAL = 22;

    /** Time as the test tells it: each look at the clock costs one unit, a sleep ends when the script says. */
    private static final class ScriptedTime {
        private final List<Long> sleepsUntil = new ArrayList<>();
        private final List<Integer> results = new ArrayList<>();
        private long now;
        private int looks;

        long look() {
            looks++;
            return now++;
        }

        int sleep(long nanos) {
            sleepsUntil.add(nanos);
            int result = results.isEmpty() ? 0 : results.removeFirst();
            now = result == 0 ? StrictMath.max(now, nanos) : now + 1;
            return result;
        }

        LinuxClock clock(long spinNanos) {
            return new LinuxClock(spinNanos, this::look, this::sleep);
        }
    }

    @Test
    void returnsAtOnceWithoutSystemCallWhenTheDeadlineHasPassed() {
        ScriptedTime time = new ScriptedTime();
        time.now = 1000;

        assertThat(time.clock(0).awaitUntil(900)).isEqualTo(1000);
        assertThat(time.clock(0).awaitUntil(1001)).isEqualTo(1001);
        assertThat(time.sleepsUntil).isEmpty();
    }

    @Test
    void sleepsUntilTheSpinBeginsAndSpinsTheRest() {
        ScriptedTime time = new ScriptedTime();

        assertThat(time.clock(60).awaitUntil(1000)).isEqualTo(1000);
        assertThat(time.sleepsUntil).containsExactly(940L);
        assertThat(time.looks).isEqualTo(1 + 61);
    }

    @Test
    void doesNotSleepWhenOnlyTheSpinIsLeft() {
        ScriptedTime time = new ScriptedTime();
        time.now = 950;

        assertThat(time.clock(60).awaitUntil(1000)).isEqualTo(1000);
        assertThat(time.sleepsUntil).isEmpty();
    }

    @Test
    void goesOnSleepingToTheSameDeadlineAfterSignals() {
        ScriptedTime time = new ScriptedTime();
        time.results.addAll(List.of(-Posix.EINTR, -Posix.EINTR, 0));

        assertThat(time.clock(0).awaitUntil(1000)).isEqualTo(1000);
        assertThat(time.sleepsUntil).containsExactly(1000L, 1000L, 1000L);
    }

    @Test
    void keepsTheDeadlineWhenTheKernelRefusesToSleep() {
        ScriptedTime time = new ScriptedTime();
        time.results.add(-EINVAL);

        assertThat(time.clock(0).awaitUntil(1000)).isEqualTo(1000);
        assertThat(time.sleepsUntil).containsExactly(1000L);
    }

    @Test
    void neverReturnsBeforeTheDeadlineInRealTime() {
        for (long spin : new long[] {0, 60_000}) {
            LinuxClock clock = new LinuxClock(spin);
            long deadline = clock.nanoTime();
            for (int i = 0; i < 300; i++) {
                deadline += 200_000;
                long returned = clock.awaitUntil(deadline);
                assertThat(returned).isGreaterThanOrEqualTo(deadline);
                assertThat(clock.nanoTime()).isGreaterThanOrEqualTo(returned);
            }
        }
    }

    @Test
    void sleepsInsteadOfSpinning() {
        LinuxClock clock = new LinuxClock(0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        clock.awaitUntil(clock.nanoTime() + 1_000_000);
        long cpuBefore = threads.getCurrentThreadCpuTime();
        long before = clock.nanoTime();

        clock.awaitUntil(before + 200_000_000);

        double share = (double) (threads.getCurrentThreadCpuTime() - cpuBefore) / (clock.nanoTime() - before);
        assertThat(share).as("processor time per time").isLessThan(0.2);
    }

    @Test
    void nanoTimeIsTheKernelsMonotonicClock() {
        LinuxClock clock = new LinuxClock(0);
        long before = clock.nanoTime();

        // The kernel sleeps until an instant of CLOCK_MONOTONIC: another time base would return at once or never.
        assertThat(Posix.sleepUntil(before + 20_000_000, Posix.newTimespec())).isZero();

        assertThat(clock.nanoTime() - before).isBetween(20_000_000L, 10_000_000_000L);
    }

    @Test
    void allocatesNothingInSteadyState() {
        assertThat(leastAllocated(new LinuxClock(20_000))).isZero();
    }

    @Test
    void theAllocationTestSeesAnAllocation() {
        byte[][] sink = new byte[1][];
        AbsoluteSleep wasteful = nanos -> {
            sink[0] = new byte[16];
            return 0;
        };
        assertThat(leastAllocated(new LinuxClock(20_000, System::nanoTime, wasteful)))
                .isGreaterThanOrEqualTo(2000 * 16);
    }

    /** Bytes allocated by 2000 waits, the least of many tries: linking and compiling allocate once. */
    private static long leastAllocated(LinuxClock clock) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2000; i++) {
                clock.awaitUntil(clock.nanoTime() + 50_000);
            }
            least = StrictMath.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    @Test
    void theKernelRefusesWhatWarmsTheClockUpWithoutSleeping() {
        List<Integer> results = new ArrayList<>();
        MemorySegment timespec = Posix.newTimespec();
        LinuxClock clock = new LinuxClock(60_000, System::nanoTime, nanos -> {
            int result = Posix.sleepUntil(nanos, timespec);
            results.add(result);
            return result;
        });

        clock.warmUp();

        assertThat(results.stream().filter(result -> result == -Posix.EINVAL)).hasSizeGreaterThan(10_000);
        assertThat(results.stream().filter(result -> result == 0))
                .as("real sleeps")
                .hasSizeBetween(1, 200);
    }

    @Test
    void refusesANegativeSpin() {
        assertThatThrownBy(() -> new LinuxClock(-1)).hasMessage("spin -1 ns: must not be negative");
    }
}
