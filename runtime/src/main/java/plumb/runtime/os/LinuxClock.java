package plumb.runtime.os;

import java.lang.foreign.MemorySegment;
import org.agrona.concurrent.NanoClock;
import plumb.runtime.LoopClock;

/**
 * Real time: {@code CLOCK_MONOTONIC}, slept on with absolute deadlines, so that lateness never adds up. {@link #nanoTime} on
 * any thread; {@link #awaitUntil} on one thread only, a platform thread. Does not allocate once both have been used.
 *
 * <p>A wake-up from the kernel costs several microseconds and now and then many. So the clock wakes {@code spinNanos} early
 * and spins for the rest, which takes the bulk of that lateness away for {@code spinNanos / period} of one processor.
 */
public final class LinuxClock implements LoopClock {
    private static final int WARMUP_CALLS = 12_000;
    private static final int WARMUP_SLEEPS = 100;
    private static final long WARMUP_SPIN_NANOS = 1_000;

    /** No instant: the kernel refuses it at once. */
    private static final long REFUSED = -2;

    private final long spinNanos;
    private final NanoClock time;
    private final AbsoluteSleep sleep;

    /**
     * A clock on the kernel's time.
     *
     * @param spinNanos how long before the deadline to wake and spin, ns; 0 = sleep only
     */
    public LinuxClock(long spinNanos) {
        // System.nanoTime() is CLOCK_MONOTONIC in absolute terms, so its values are deadlines for clock_nanosleep.
        this(spinNanos, System::nanoTime, kernelSleep());
    }

    LinuxClock(long spinNanos, NanoClock time, AbsoluteSleep sleep) {
        if (spinNanos < 0) {
            throw new IllegalArgumentException("spin " + spinNanos + " ns: must not be negative");
        }
        this.spinNanos = spinNanos;
        this.time = time;
        this.sleep = sleep;
    }

    private static AbsoluteSleep kernelSleep() {
        MemorySegment timespec = Posix.newTimespec();
        return nanos -> Posix.sleepUntil(nanos, timespec);
    }

    /**
     * Uses every path of the clock often enough that the compiler is done with it: its first touches of a class allocate on
     * the thread that happens to run it, and that is not to be the control thread. Most calls are such that the kernel refuses
     * them: one that sleeps, even until an instant that is past, costs some 0.1 ms. Takes some 0.05 s.
     */
    public void warmUp() {
        long spin = StrictMath.min(spinNanos, WARMUP_SPIN_NANOS);
        for (int i = 0; i < WARMUP_CALLS; i++) {
            sleep.sleepUntil(REFUSED);
            awaitUntil(time.nanoTime() + spin);
        }
        for (int i = 0; i < WARMUP_SLEEPS; i++) {
            awaitUntil(time.nanoTime() + spinNanos + WARMUP_SPIN_NANOS);
        }
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public long awaitUntil(long deadlineNanos) {
        long now = time.nanoTime();
        long wakeNanos = deadlineNanos - spinNanos;
        if (wakeNanos - now > 0) {
            // The deadline is absolute, so after a signal the same call goes on where it was.
            while (sleep.sleepUntil(wakeNanos) == -Posix.EINTR) {}
            now = time.nanoTime();
        }
        while (now - deadlineNanos < 0) {
            Thread.onSpinWait();
            now = time.nanoTime();
        }
        return now;
    }
}
