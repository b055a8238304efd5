package plumb.runtime;

import plumb.model.StateView;

/**
 * Makes cycles as the loop would, in virtual time: one preallocated {@link Cycle}, overwritten from one to the next. Each
 * {@link #next} keeps what was set before and moves on by a period.
 */
public final class CycleBuilder {
    private final long periodNanos;
    private final Cycle cycle = new Cycle();

    /** The first cycle has its deadline one period after 0, engaged, everything on time, force 0, upright at rest. */
    public CycleBuilder(long periodNanos) {
        this.periodNanos = periodNanos;
        cycle.index = -1;
        cycle.phase = LifecycleState.ENGAGED;
        cycle.surface = Double.NaN;
    }

    /** Moves on to the next deadline, with every phase taking no time. */
    public CycleBuilder next() {
        return nextAfter(0);
    }

    /** Moves on to the next deadline after having missed this many periods. */
    public CycleBuilder nextAfter(long missed) {
        cycle.index++;
        cycle.missed = missed;
        cycle.overrun = missed > 0;
        cycle.deadlineNanos += (1 + missed) * periodNanos;
        return lasting(0, 0, 0, 0, 0);
    }

    /** Lateness of the wake-up and durations of the phases, ns. */
    public CycleBuilder lasting(long wakeup, long read, long estimate, long compute, long write) {
        cycle.wakeNanos = cycle.deadlineNanos + wakeup;
        cycle.wakeupLatencyNanos = wakeup + cycle.missed * periodNanos;
        cycle.readNanos = cycle.wakeNanos + read;
        cycle.estimateNanos = cycle.readNanos + estimate;
        cycle.computeNanos = cycle.estimateNanos + compute;
        cycle.writeNanos = cycle.computeNanos + write;
        return this;
    }

    /** When the cycle before had ended, ns. */
    public CycleBuilder previousEnd(long nanos) {
        cycle.previousEndNanos = nanos;
        return this;
    }

    /** Lifecycle state it ran in. */
    public CycleBuilder phase(LifecycleState phase) {
        cycle.phase = phase;
        return this;
    }

    /** What was asked of the loop, bits of {@link LoopRequests}. */
    public CycleBuilder requests(int bits) {
        cycle.requests = bits;
        return this;
    }

    /** Whether a swing-up is under way. */
    public CycleBuilder swinging(boolean swinging) {
        cycle.swinging = swinging;
        return this;
    }

    /** Positions left out by the estimator since it was last reset. */
    public CycleBuilder rejected(long samples) {
        cycle.rejectedSamples = samples;
        return this;
    }

    /** What was sensed: m, rad, rad. */
    public CycleBuilder sensed(double position, double angle1, double angle2) {
        cycle.reading.setPositions(cycle.deadlineNanos, position, angle1, angle2);
        return this;
    }

    /** What was estimated. */
    public CycleBuilder state(StateView state) {
        cycle.state.set(state);
        return this;
    }

    /** Status bits of the rig. */
    public CycleBuilder status(int status) {
        cycle.frame.setHeader(cycle.index, cycle.deadlineNanos, status);
        return this;
    }

    /** What was sent, N. */
    public CycleBuilder force(double force) {
        cycle.force = force;
        return this;
    }

    /** Sliding surface. */
    public CycleBuilder surface(double surface) {
        cycle.surface = surface;
        return this;
    }

    /** Why it tripped; the cycle ends in {@code FAULT}. */
    public CycleBuilder trip(TripReason trip) {
        cycle.trip = trip;
        cycle.phase = LifecycleState.FAULT;
        return this;
    }

    /** The cycle, overwritten by the next call. */
    public Cycle build() {
        return cycle;
    }
}
