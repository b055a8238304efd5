package plumb.simulation;

import plumb.runtime.LoopClock;

/**
 * Virtual time with the faults of real time: every look at it takes a while, wake-ups are a little late, and now and then
 * one is late by periods. Lets a rehearsal take the branches that a real clock will lead to. Deterministic; one thread.
 */
final class RehearsalClock implements LoopClock {
    private static final long LOOK_NANOS = 150;
    private static final int STALL_EVERY = 400;
    private static final long MULTIPLIER = 6364136223846793005L;
    private static final long INCREMENT = 1442695040888963407L;

    private final long stallNanos;
    private long random = 1;
    private long now;

    /** Stalls last two and a half periods. */
    RehearsalClock(long periodNanos) {
        this.stallNanos = 5 * periodNanos / 2;
    }

    @Override
    public long nanoTime() {
        now += LOOK_NANOS;
        return now;
    }

    @Override
    public long awaitUntil(long deadlineNanos) {
        random = random * MULTIPLIER + INCREMENT;
        long draw = random >>> 40;
        long lateness = draw % STALL_EVERY == 0 ? stallNanos : draw & 0x3fff;
        now = Math.max(now, deadlineNanos + lateness);
        return now;
    }
}
