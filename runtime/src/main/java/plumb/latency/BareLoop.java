package plumb.latency;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import plumb.config.LoopSettings;
import plumb.runtime.os.LinuxClock;
import plumb.runtime.os.RealtimeReport;
import plumb.runtime.os.RealtimeThread;

/**
 * Measures the wake-up latency of a loop on the control loop's own clock and thread set-up. What is measured has been compiled
 * before, and {@link #WARM_UP} at the real rate is not counted. Housekeeping thread; {@link #requestStop} on any.
 */
public final class BareLoop {
    /** How long a loop runs before it counts: ours as well as the one it is compared with. */
    public static final Duration WARM_UP = Duration.ofSeconds(1);

    /** Enough for the compiler to be done with the loop; takes some 0.1 s. */
    private static final int REHEARSALS = 40;

    private static final int REHEARSED_CYCLES = 1000;
    private static final long REHEARSAL_PERIOD_NANOS = 2_000;

    private final WakeupRecord record = new WakeupRecord();
    private final WakeupLoop warmUp;
    private final WakeupLoop loop;
    private final RealtimeThread thread;

    private BareLoop(LoopSettings settings, LinuxClock clock, long cycles) {
        WakeupRecord discarded = new WakeupRecord();
        warmUp = new WakeupLoop(clock, settings.periodNanos());
        loop = new WakeupLoop(clock, settings.periodNanos());
        thread = RealtimeThread.start("plumb-latency", settings, () -> {
            warmUp.run(warmUpCycles(settings.periodNanos()), discarded);
            loop.run(cycles, record);
        });
    }

    /**
     * Starts to measure.
     *
     * @param settings rate, priority, processor, spin
     * @param cycles how many wake-ups count
     */
    public static BareLoop start(LoopSettings settings, long cycles) {
        LinuxClock clock = new LinuxClock(settings.spinNanos());
        clock.warmUp();
        WakeupRecord discarded = new WakeupRecord();
        // Spins through: a thread that is not real time yet would oversleep each of these short periods.
        WakeupLoop rehearsal = new WakeupLoop(new LinuxClock(REHEARSAL_PERIOD_NANOS), REHEARSAL_PERIOD_NANOS);
        for (int i = 0; i < REHEARSALS; i++) {
            rehearsal.run(REHEARSED_CYCLES, discarded);
        }
        return new BareLoop(settings, clock, cycles);
    }

    /** Wake-ups that do not count at this period, ns. */
    static long warmUpCycles(long periodNanos) {
        return StrictMath.ceilDiv(WARM_UP.toNanos(), periodNanos);
    }

    /** What is being recorded. */
    public WakeupRecord record() {
        return record;
    }

    /** What the loop's thread got from the kernel. */
    public RealtimeReport realtime() {
        return thread.report();
    }

    /** Ends the loop soon. */
    public void requestStop() {
        warmUp.requestStop();
        loop.requestStop();
    }

    /**
     * Waits for the end, at most so long.
     *
     * @return whether it has ended
     */
    public boolean join(Duration timeout) throws InterruptedException, ExecutionException {
        return thread.join(timeout);
    }

    /** Whole periods that were skipped; when it has ended. */
    public long missed() {
        return loop.missed();
    }
}
