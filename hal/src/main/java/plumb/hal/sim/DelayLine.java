package plumb.hal.sim;

/**
 * The transport delay: forces on their way to the motor, each with the instant at which it becomes effective. A
 * preallocated ring in order of time. Control thread; does not allocate.
 *
 * <p>When it is full, the newest entry gives way to the new one: the latest command is never lost, for it may be the
 * safe one.
 */
final class DelayLine {
    /** Commands may come this fast without one giving way, ns: twice the fastest loop. */
    private static final long SHORTEST_INTERVAL_NANOS = 100_000;

    private static final int SMALLEST = 16;

    private final long delayNanos;
    private final long[] instants;
    private final double[] forces;
    private final int mask;
    private int head;
    private int size;

    /** A line with the given delay, ns. */
    DelayLine(long delayNanos) {
        this.delayNanos = delayNanos;
        int needed = StrictMath.toIntExact(SMALLEST + delayNanos / SHORTEST_INTERVAL_NANOS);
        int capacity = Integer.highestOneBit(2 * needed - 1);
        this.instants = new long[capacity];
        this.forces = new double[capacity];
        this.mask = capacity - 1;
    }

    /** Sends a force at the instant {@code now}, not before that of the last one. */
    void send(long now, double force) {
        if (isFull()) {
            size--;
        }
        int slot = (head + size) & mask;
        instants[slot] = now + delayNanos;
        forces[slot] = force;
        size++;
    }

    /** Instant at which the oldest force becomes effective, ns; {@link Long#MAX_VALUE} when none is on its way. */
    long nextInstant() {
        return size == 0 ? Long.MAX_VALUE : instants[head];
    }

    /** Takes the oldest force out; only when there is one. */
    double receive() {
        double force = forces[head];
        head = (head + 1) & mask;
        size--;
        return force;
    }

    /** Whether the next {@link #send} would replace the newest entry. */
    boolean isFull() {
        return size == instants.length;
    }

    /** Forgets everything on its way. */
    void clear() {
        size = 0;
    }
}
