package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition instead of a time. */
final class Eventually {
    private static final long LOOK_NANOS = 5_000_000;

    private Eventually() {}

    /** Fails unless the condition holds within the time. */
    static void holds(String what, Duration atMost, BooleanSupplier condition) {
        assertThat(waitFor(atMost, condition)).as(what).isTrue();
    }

    /** Whether the condition held within the time. */
    static boolean waitFor(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
