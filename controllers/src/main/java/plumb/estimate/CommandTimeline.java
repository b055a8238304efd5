package plumb.estimate;

import plumb.model.DrivenPlant;

/**
 * Which command drives the motor when: commands arrive a transport delay after they were sent. One thread; does not
 * allocate. Times in ns of the readings, forces in N.
 *
 * <p>{@link #plan} cuts an interval into stretches of one command each, which stay until the next call.
 */
final class CommandTimeline {
    private final long delayNanos;
    private final long[] arrivals;
    private final double[] forces;
    private int oldest;
    private int count;
    private double active;

    private final int[] steps;
    private final double[] stepSeconds;
    private final double[] stretchForces;
    private int stretches;

    /**
     * An empty timeline.
     *
     * @param delayNanos from sending to arrival
     * @param onTheWay the most commands that can be on their way at once
     */
    CommandTimeline(long delayNanos, int onTheWay) {
        this.delayNanos = delayNanos;
        this.arrivals = new long[onTheWay];
        this.forces = new double[onTheWay];
        this.steps = new int[onTheWay + 1];
        this.stepSeconds = new double[onTheWay + 1];
        this.stretchForces = new double[onTheWay + 1];
    }

    /** No command on its way, the motor's target is 0. */
    void clear() {
        count = 0;
        active = 0;
    }

    /** A command leaves at a time that is not before that of any other; where there is no room the oldest arrives at once. */
    void send(long timeNanos, double force) {
        if (count == arrivals.length) {
            receive();
        }
        int slot = index(count);
        arrivals[slot] = timeNanos + delayNanos;
        forces[slot] = force;
        count++;
    }

    /** Everything that has arrived by now is the motor's target. */
    void arrive(long timeNanos) {
        while (count > 0 && arrivals[oldest] <= timeNanos) {
            receive();
        }
    }

    /** Plans the stretches between two times; nothing has to arrive by the first. Changes no command. */
    void plan(long fromNanos, long toNanos) {
        stretches = 0;
        long time = fromNanos;
        double force = active;
        for (int i = 0; i < count && arrivals[index(i)] < toNanos; i++) {
            time = stretch(time, arrivals[index(i)], force);
            force = forces[index(i)];
        }
        stretch(time, toNanos, force);
    }

    /** The most stretches that an interval can have. */
    int mostStretches() {
        return steps.length;
    }

    /** Number of stretches planned. */
    int stretches() {
        return stretches;
    }

    /** Number of integration steps of a stretch. */
    int steps(int stretch) {
        return steps[stretch];
    }

    /** Length of each of them, s. */
    double stepSeconds(int stretch) {
        return stepSeconds[stretch];
    }

    /** Command of a stretch, N. */
    double force(int stretch) {
        return stretchForces[stretch];
    }

    private long stretch(long from, long to, double force) {
        if (to <= from) {
            return from;
        }
        double seconds = (to - from) * 1e-9;
        int number = DrivenPlant.steps(seconds);
        steps[stretches] = number;
        stepSeconds[stretches] = seconds / number;
        stretchForces[stretches] = force;
        stretches++;
        return to;
    }

    private void receive() {
        active = forces[oldest];
        oldest = oldest + 1 == arrivals.length ? 0 : oldest + 1;
        count--;
    }

    private int index(int age) {
        int slot = oldest + age;
        return slot < arrivals.length ? slot : slot - arrivals.length;
    }
}
