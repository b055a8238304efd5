package plumb.mqtt;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect: doubling from a quarter of a second to eight seconds, of which a random
 * half is left out so that a lab full of rigs does not return at once. One thread.
 */
final class Backoff {
    static final long FIRST_NANOS = 250_000_000L;
    static final long LONGEST_NANOS = 8_000_000_000L;

    private final RandomGenerator random;
    private long nextNanos = FIRST_NANOS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** After a connection that held: the next wait is short again. */
    void reset() {
        nextNanos = FIRST_NANOS;
    }

    /** How long to wait now, ns. */
    long nextNanos() {
        long whole = nextNanos;
        nextNanos = StrictMath.min(2 * whole, LONGEST_NANOS);
        return whole / 2 + random.nextLong(whole / 2 + 1);
    }
}
