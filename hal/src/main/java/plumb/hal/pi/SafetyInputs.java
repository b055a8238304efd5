package plumb.hal.pi;

import java.util.concurrent.atomic.AtomicInteger;
import plumb.hal.RigStatus;

/**
 * What the safety inputs say: as they are now, and what tripped shortly since it was last asked. Written by the supervising thread
 * ({@link #observe}) and by listeners on any thread ({@link #tripped}); read by the control thread, where it neither allocates nor
 * waits. Until the first observation, and when none has come for {@link #STALE_NANOS}, everything is tripped.
 */
final class SafetyInputs implements PiPins.Listener {
    /** So old may an observation be, ns. */
    static final long STALE_NANOS = 250_000_000;

    private final AtomicInteger seen = new AtomicInteger();
    private volatile int now = PiPins.ALL;
    private volatile long observedNanos;

    SafetyInputs() {}

    /** Takes over the levels as of an instant of the loop's clock. */
    void observe(int tripped, long instantNanos) {
        if (tripped != 0) {
            seen.getAndUpdate(before -> before | tripped);
        }
        now = tripped;
        observedNanos = instantNanos;
    }

    /** Forgets what tripped before. */
    void restart() {
        seen.set(0);
        now = PiPins.ALL;
    }

    @Override
    public void tripped(int bit) {
        seen.getAndUpdate(before -> before | bit);
    }

    /** What is tripped at an instant of the loop's clock, ns. */
    int at(long instantNanos) {
        return instantNanos - observedNanos > STALE_NANOS ? PiPins.ALL : now;
    }

    /** The same with whatever tripped since the last call, as bits of {@link RigStatus}. */
    int takeStatus(long instantNanos) {
        int tripped = at(instantNanos) | seen.getAndSet(0);
        return ((tripped & PiPins.EMERGENCY_STOP) != 0 ? RigStatus.EMERGENCY_STOP : 0)
                | ((tripped & (PiPins.LIMIT_LEFT | PiPins.LIMIT_RIGHT)) != 0 ? RigStatus.END_STOP : 0)
                | ((tripped & PiPins.DRIVER_FAULT) != 0 ? RigStatus.DRIVER_FAULT : 0);
    }
}
