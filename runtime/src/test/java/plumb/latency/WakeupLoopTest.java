package plumb.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.observe.PhaseSummary;
import plumb.runtime.LoopClock;

/** The bare loop on a clock that is late as often and as long as the test says. */
class WakeupLoopTest {
    private static final long PERIOD = 1_000_000;

    /** Late by a given time at each wake-up, on time when the list is at its end. */
    private static final class LateClock implements LoopClock {
        private final long[] late;
        private final List<Long> deadlines = new ArrayList<>();
        private long now;

        LateClock(long... late) {
            this.late = late;
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long awaitUntil(long deadlineNanos) {
            int index = deadlines.size();
            deadlines.add(deadlineNanos);
            now = deadlineNanos + (index < late.length ? late[index] : 0);
            return now;
        }
    }

    private static PhaseSummary summary(WakeupRecord record) {
        return record.summary().orElseThrow();
    }

    @Test
    void recordsHowLateEachWakeUpWas() {
        WakeupRecord record = new WakeupRecord();
        new WakeupLoop(new LateClock(5_000, 7_000, 90_000), PERIOD).run(3, record);

        assertThat(summary(record).count()).isEqualTo(3);
        assertThat(summary(record).p50()).isEqualTo(7.0, within(0.01));
        assertThat(summary(record).max()).isEqualTo(90.0);
    }

    @Test
    void latenessDoesNotAddUpAndWholePeriodsAreSkipped() {
        LateClock clock = new LateClock(300_000, 0, 2_400_000, PERIOD, 0);
        WakeupLoop loop = new WakeupLoop(clock, PERIOD);
        loop.run(6, new WakeupRecord());

        assertThat(clock.deadlines).containsExactly(PERIOD, 2 * PERIOD, 3 * PERIOD, 6 * PERIOD, 8 * PERIOD, 9 * PERIOD);
        assertThat(loop.missed()).isEqualTo(3);
    }

    @Test
    void stopsWhenAskedTo() {
        WakeupRecord record = new WakeupRecord();
        WakeupLoop loop = new WakeupLoop(new LateClock(), PERIOD);
        loop.requestStop();
        loop.run(1000, record);

        assertThat(record.summary()).isEmpty();
    }

    @Test
    void theIntervalForgetsAndTheSummaryDoesNot() {
        WakeupRecord record = new WakeupRecord();
        record.record(50_000);
        assertThat(record.interval().orElseThrow().count()).isEqualTo(1);
        record.record(2_000);

        assertThat(record.interval().orElseThrow().max()).isBetween(1.9, 2.1);
        assertThat(record.interval()).isEmpty();
        assertThat(summary(record).max()).isEqualTo(50.0);
    }

    @Test
    void doesNotAllocateAndTheCountWouldShowIt() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        WakeupRecord record = new WakeupRecord();
        LoopClock clock = new StepClock();
        for (int i = 0; i < 30; i++) {
            new WakeupLoop(clock, PERIOD).run(1000, record);
        }
        WakeupLoop loop = new WakeupLoop(clock, PERIOD);

        long before = threads.getCurrentThreadAllocatedBytes();
        loop.run(10_000, record);
        long quiet = threads.getCurrentThreadAllocatedBytes() - before;
        byte[][] garbage = new byte[1][];
        loop.run(1, record);
        garbage[0] = new byte[4096];
        long all = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(quiet).isZero();
        assertThat(garbage[0]).isNotNull();
        assertThat(all).isGreaterThanOrEqualTo(4096);
    }

    /** Always on time; keeps no notes. */
    private static final class StepClock implements LoopClock {
        private long now;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long awaitUntil(long deadlineNanos) {
            now = deadlineNanos;
            return now;
        }
    }
}
