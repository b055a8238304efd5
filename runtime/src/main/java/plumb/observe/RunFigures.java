package plumb.observe;

import java.util.Optional;
import java.util.OptionalDouble;
import plumb.estimate.SensorReading;
import plumb.hal.RigStatus;
import plumb.model.Angle;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.TripReason;

/**
 * Judges a run while it runs, from what the rig sensed and what was sent to it: settling, excursions, force and chatter.
 * Fixed memory. {@link #onCycle} on the control thread without allocation; {@link #summary} on any thread after the loop has
 * ended (joining the control thread makes its stores visible).
 */
public final class RunFigures implements CycleListener {
    /** Both |angles| below this is settled, rad. */
    static final double SETTLED_ANGLE = 0.02;

    /** |Cart position| below this at the end is settled, m. */
    static final double SETTLED_POSITION = 0.05;

    private static final double FALLEN_ANGLE = StrictMath.PI / 2;

    /** A hole in time longer than this is not filled period by period: the control thread must not loop for long. */
    private static final long MOST_HELD_PERIODS = 1000;

    private static final double NANOS_PER_SECOND = 1e9;

    private final long periodNanos;
    private final double railHalfLength;
    private final Engagement engagement = new Engagement();
    private final ForceTail tail;
    private long cycles;
    private long overruns;
    private long missed;
    private long maxConsecutive;
    private long engagedNanos;
    private long lastNanos;
    private boolean settled;
    private boolean swung;
    private boolean balancing;
    private long uprightNanos;
    private long settledNanos;
    private boolean lay;
    private boolean endStop;
    private TripReason trip = TripReason.NONE;
    private double lastPosition = Double.NaN;
    private double maxAngle1;
    private double maxAngle2;
    private double maxPosition;
    private double lastForce;
    private double peakForce;
    private double sumOfSquares;
    private long forceSamples;
    private long rejectedSamples;
    private long lastRejected;

    /**
     * Figures of a run that has not begun.
     *
     * @param periodNanos control period, ns
     * @param railHalfLength the end stops are at plus and minus this position, m
     */
    public RunFigures(long periodNanos, double railHalfLength) {
        this.periodNanos = periodNanos;
        this.railHalfLength = railHalfLength;
        this.tail = new ForceTail(periodNanos);
    }

    @Override
    public void onCycle(Cycle cycle) {
        if (engagement.of(cycle) != Engagement.Stage.DURING) {
            return;
        }
        long heldPeriods = countTime(cycle);
        countRejected(cycle.rejectedSamples());
        trip = cycle.trip();
        swung |= cycle.swinging();
        if (!cycle.swinging() && !balancing) {
            balancing = true;
            uprightNanos = lastNanos;
        }
        if (believable(trip)) {
            watchCart(cycle);
            // Links that swing hang and turn: that is no fall, whatever ends the run. A failed swing-up says so itself.
            if (!cycle.swinging()) {
                watchLinks(cycle);
            }
        }
        watchForce(cycle.force(), StrictMath.clamp(heldPeriods, 0, MOST_HELD_PERIODS));
    }

    /** Whole periods between the previous engaged cycle and this one. */
    private long countTime(Cycle cycle) {
        long deadline = cycle.deadlineNanos();
        long held = 0;
        if (cycles == 0) {
            engagedNanos = deadline;
        } else {
            held = (deadline - lastNanos) / periodNanos - 1;
            overruns += cycle.overrun() ? 1 : 0;
            missed += cycle.missed();
            maxConsecutive = StrictMath.max(maxConsecutive, cycle.missed());
        }
        lastNanos = deadline;
        cycles++;
        return held;
    }

    /** An estimator that began anew counts from 0 again. */
    private void countRejected(long sinceReset) {
        rejectedSamples += sinceReset < lastRejected ? sinceReset : sinceReset - lastRejected;
        lastRejected = sinceReset;
    }

    /** The sample of a cycle that tripped on the sample itself says nothing about the pendulum. */
    private static boolean believable(TripReason trip) {
        return switch (trip) {
            case NOT_FINITE, ENCODER_JUMP, STALE, RIG_FAULT -> false;
            case NONE, POSITION, ANGLE, VELOCITY, RATE, EMERGENCY_STOP, END_STOP, OVERRUN_BUDGET, SWING_UP_FAILED ->
                true;
        };
    }

    private void watchCart(Cycle cycle) {
        lastPosition = StrictMath.abs(cycle.reading().position());
        maxPosition = StrictMath.max(maxPosition, lastPosition);
        endStop |= (cycle.frame().status() & RigStatus.END_STOP) != 0 || lastPosition >= railHalfLength;
    }

    /** A pendulum that was swung up may have turned: its angles are taken on a circle. */
    private void watchLinks(Cycle cycle) {
        SensorReading reading = cycle.reading();
        double angle1 = StrictMath.abs(swung ? Angle.wrapped(reading.angle1()) : reading.angle1());
        double angle2 = StrictMath.abs(swung ? Angle.wrapped(reading.angle2()) : reading.angle2());
        maxAngle1 = StrictMath.max(maxAngle1, angle1);
        maxAngle2 = StrictMath.max(maxAngle2, angle2);
        lay |= angle1 > FALLEN_ANGLE || angle2 > FALLEN_ANGLE;
        boolean upright = angle1 < SETTLED_ANGLE && angle2 < SETTLED_ANGLE;
        if (upright && !settled) {
            settledNanos = lastNanos;
        }
        settled = upright;
    }

    private void watchForce(double force, long heldPeriods) {
        // The rig holds the last force through periods that were missed; the filter's time must not stand still.
        for (long i = 0; i < heldPeriods; i++) {
            tail.step(lastForce, settled);
        }
        tail.step(force, settled);
        sumOfSquares += heldPeriods * lastForce * lastForce + force * force;
        forceSamples += heldPeriods + 1;
        peakForce = StrictMath.max(peakForce, StrictMath.abs(force));
        lastForce = force;
    }

    /** The figures up to the last cycle; empty when the loop never engaged. */
    public Optional<RunSummary> summary() {
        if (cycles == 0) {
            return Optional.empty();
        }
        boolean tripped = trip != TripReason.NONE;
        boolean fell = lay || trip.meansFallen();
        boolean good = settled && lastPosition < SETTLED_POSITION && !fell && !endStop && !tripped;
        return Optional.of(new RunSummary(
                cycles,
                engagedNanos,
                lastNanos,
                overruns,
                missed,
                maxConsecutive,
                fell,
                endStop,
                tripped,
                swung && balancing
                        ? OptionalDouble.of((uprightNanos - engagedNanos) / NANOS_PER_SECOND)
                        : OptionalDouble.empty(),
                good ? OptionalDouble.of((settledNanos - uprightNanos) / NANOS_PER_SECOND) : OptionalDouble.empty(),
                maxAngle1,
                maxAngle2,
                maxPosition,
                StrictMath.sqrt(sumOfSquares / forceSamples),
                peakForce,
                good ? tail.rms() : OptionalDouble.empty(),
                good ? tail.variationPerSecond() : OptionalDouble.empty(),
                rejectedSamples));
    }
}
