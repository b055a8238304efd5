package plumb.estimate;

/**
 * The commands on their way to the motor: each arrives a transport delay after it was sent and then holds until the next
 * arrives. Control thread only; does not allocate. Times in ns of the readings, forces in N.
 */
final class CommandLine {
    private final long delayNanos;
    private final long[] arrivals;
    private final double[] forces;
    private int oldest;
    private int count;
    private double held;

    /**
     * No command on its way.
     *
     * @param delayNanos from sending to arrival
     * @param periodNanos at which commands are usually sent; there is room for many more
     */
    CommandLine(long delayNanos, long periodNanos) {
        this.delayNanos = delayNanos;
        int room = Math.toIntExact(4 * (delayNanos / periodNanos + 2));
        arrivals = new long[room];
        forces = new double[room];
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

    /** Moves a state on from one time to another, every command from when it arrives, and forgets those that arrived. */
    void advance(ExactTransition plant, double[] x, long fromNanos, long toNanos) {
        int arrived = drive(plant, x, fromNanos, toNanos);
        if (arrived > 0) {
            held = forces[slot(arrived - 1)];
            oldest = slot(arrived);
            count -= arrived;
        }
    }

    /** The same, but keeps all commands: a look ahead. */
    void foresee(ExactTransition plant, double[] x, long fromNanos, long toNanos) {
        drive(plant, x, fromNanos, toNanos);
    }

    /** Every command arrives: the motor's command is the last that was sent. */
    double settle() {
        if (count > 0) {
            held = forces[slot(count - 1)];
            count = 0;
        }
        return held;
    }

    /** Returns how many commands arrived before the end. */
    private int drive(ExactTransition plant, double[] x, long fromNanos, long toNanos) {
        long now = fromNanos;
        double force = held;
        int arrived = 0;
        while (arrived < count && arrivals[slot(arrived)] < toNanos) {
            int next = slot(arrived);
            if (arrivals[next] > now) {
                plant.advance(x, arrivals[next] - now, force);
                now = arrivals[next];
            }
            force = forces[next];
            arrived++;
        }
        plant.advance(x, toNanos - now, force);
        return arrived;
    }

    private int slot(int age) {
        int slot = oldest + age;
        return slot < arrivals.length ? slot : slot - arrivals.length;
    }
}
