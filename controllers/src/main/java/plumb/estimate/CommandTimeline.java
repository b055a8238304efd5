package plumb.estimate;

/**
 * Which command drives the motor when: each arrives a transport delay after it was sent and then holds until the next
 * arrives. Control thread only; does not allocate. Times in ns of the readings, forces in N.
 *
 * <p>{@link #plan} cuts an interval into stretches of one command each, which stay until the next call.
 */
final class CommandTimeline {
    private final long delayNanos;
    private final long[] arrivals;
    private final double[] forces;
    private int oldest;
    private int count;
    private double held;

    private final long[] stretchNanos;
    private final double[] stretchForces;
    private int stretches;

    /**
     * No command on its way.
     *
     * @param delayNanos from sending to arrival
     * @param periodNanos at which commands are usually sent; there is room for many more
     */
    CommandTimeline(long delayNanos, long periodNanos) {
        this.delayNanos = delayNanos;
        int room = Math.toIntExact(4 * (delayNanos / periodNanos + 2));
        arrivals = new long[room];
        forces = new double[room];
        stretchNanos = new long[room + 1];
        stretchForces = new double[room + 1];
    }

    /** No command on its way, the motor's command is 0. */
    void clear() {
        oldest = 0;
        count = 0;
        held = 0;
    }

    /**
     * Sends a command. One sent at the same instant as the last replaces it, as does one for which there is no room.
     *
     * @param nanos not before the last
     */
    void send(long nanos, double force) {
        long arrival = nanos + delayNanos;
        boolean replaces = count > 0 && arrivals[slot(count - 1)] == arrival;
        if (!replaces && count < arrivals.length) {
            count++;
        }
        int newest = slot(count - 1);
        arrivals[newest] = arrival;
        forces[newest] = force;
    }

    /** Every command that has arrived by now is over but for the last of them, which holds. */
    void arrive(long nanos) {
        while (count > 0 && arrivals[oldest] <= nanos) {
            held = forces[oldest];
            oldest = slot(1);
            count--;
        }
    }

    /** Every command arrives: the motor's command is the last that was sent. */
    double settle() {
        if (count > 0) {
            held = forces[slot(count - 1)];
            count = 0;
        }
        return held;
    }

    /** Plans the stretches between two times. Changes no command. */
    void plan(long fromNanos, long toNanos) {
        stretches = 0;
        long now = fromNanos;
        double force = held;
        for (int i = 0; i < count && arrivals[slot(i)] < toNanos; i++) {
            int next = slot(i);
            now = stretch(now, arrivals[next], force);
            force = forces[next];
        }
        stretch(now, toNanos, force);
    }

    private long stretch(long from, long to, double force) {
        if (to <= from) {
            return from;
        }
        stretchNanos[stretches] = to - from;
        stretchForces[stretches] = force;
        stretches++;
        return to;
    }

    /** The most stretches that an interval can have. */
    int mostStretches() {
        return stretchNanos.length;
    }

    /** Number of stretches planned. */
    int stretches() {
        return stretches;
    }

    /** Length of a stretch. */
    long nanos(int stretch) {
        return stretchNanos[stretch];
    }

    /** Command of a stretch. */
    double force(int stretch) {
        return stretchForces[stretch];
    }

    private int slot(int age) {
        int slot = oldest + age;
        return slot < arrivals.length ? slot : slot - arrivals.length;
    }
}
