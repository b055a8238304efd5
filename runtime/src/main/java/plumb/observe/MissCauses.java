package plumb.observe;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * Why periods were missed while engaged, as far as the loop's own times tell: either it woke late, or the cycle before was
 * too long, and then which part of it was the longest. {@link #onCycle} on the control thread: plain stores, no allocation;
 * {@link #missed} and {@link #missedByLateWakeup} on any thread, {@link #periods} after the loop has ended.
 */
public final class MissCauses implements CycleListener {
    /** What took too long. */
    public enum Cause {
        /** The thread was to be woken and was not, although the cycle before had ended in time. */
        WAKEUP,
        /** Reading the rig. */
        READ,
        /** Estimating the state. */
        ESTIMATE,
        /** Envelope, law and limits. */
        COMPUTE,
        /** Writing the command. */
        WRITE,
        /** What watches the loop, after the command was written. */
        OBSERVERS
    }

    private static final Cause[] PHASES = {Cause.READ, Cause.ESTIMATE, Cause.COMPUTE, Cause.WRITE};

    private final Engagement engagement = new Engagement();
    private final long[] counts = new long[Cause.values().length];
    private final long[] phaseNanos = new long[PHASES.length];
    private final AtomicLong all = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private long previousWriteNanos;

    /** Nothing missed yet. */
    public MissCauses() {}

    @Override
    @SuppressWarnings("EnumOrdinal") // an index into counts of this process
    public void onCycle(Cycle cycle) {
        boolean engaged = engagement.of(cycle) == Engagement.Stage.DURING;
        // The first engaged cycle waited for its deadline before it was engaged.
        if (engaged && cycle.missed() > 0) {
            Cause cause = cause(cycle);
            counts[cause.ordinal()] += cycle.missed();
            all.setRelease(all.getPlain() + cycle.missed());
            if (cause == Cause.WAKEUP) {
                late.setRelease(late.getPlain() + cycle.missed());
            }
        }
        phaseNanos[0] = cycle.readNanos() - cycle.wakeNanos();
        phaseNanos[1] = cycle.estimateNanos() - cycle.readNanos();
        phaseNanos[2] = cycle.computeNanos() - cycle.estimateNanos();
        phaseNanos[3] = cycle.writeNanos() - cycle.computeNanos();
        previousWriteNanos = cycle.writeNanos();
    }

    private Cause cause(Cycle cycle) {
        long awaited = cycle.wakeNanos() - cycle.wakeupLatencyNanos();
        if (cycle.previousEndNanos() <= awaited) {
            return Cause.WAKEUP;
        }
        Cause longest = Cause.OBSERVERS;
        long nanos = cycle.previousEndNanos() - previousWriteNanos;
        for (int i = 0; i < PHASES.length; i++) {
            if (phaseNanos[i] > nanos) {
                nanos = phaseNanos[i];
                longest = PHASES[i];
            }
        }
        return longest;
    }

    /** Periods missed while engaged, so far. */
    public long missed() {
        return all.getAcquire();
    }

    /** Of them, those missed by a late wake-up, so far. */
    public long missedByLateWakeup() {
        return late.getAcquire();
    }

    /** Periods missed while engaged, by cause, every cause named. */
    @SuppressWarnings("EnumOrdinal")
    public Map<Cause, Long> periods() {
        Map<Cause, Long> periods = new EnumMap<>(Cause.class);
        Arrays.stream(Cause.values()).forEach(cause -> periods.put(cause, counts[cause.ordinal()]));
        return Collections.unmodifiableMap(periods);
    }
}
