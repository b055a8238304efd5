package plumb.runtime;

import plumb.config.EnvelopeLimits;
import plumb.estimate.SensorReading;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.model.SafetyCritical;
import plumb.model.StateView;

/**
 * Decides in every cycle whether the motor may be driven. Control thread; does not allocate.
 *
 * <p>Two questions, because not everything matters before engagement: {@link #checkRig} (is the rig sane?) always,
 * {@link #checkMotion} (is the pendulum inside its limits?) while engaged. Comparisons are written so that a value that
 * is not a number trips.
 */
@SafetyCritical
public final class SafetyEnvelope {
    private final EnvelopeLimits limits;
    private boolean hasPrevious;
    private long previousSequence;
    private int staleCycles;
    private long periodsSinceFresh;
    private double previousPosition;
    private double previousAngle1;
    private double previousAngle2;

    /** An envelope that has seen no sample yet. */
    public SafetyEnvelope(EnvelopeLimits limits) {
        this.limits = limits;
    }

    /**
     * Checks what the rig says of itself: fault bits, freshness, finite samples, encoder jumps.
     *
     * @param frame raw sample of this cycle
     * @param reading the same, calibrated
     * @param missed whole periods missed right before this cycle: a step from one sample to the next may be as much larger
     *     as periods have passed between them
     * @return {@link TripReason#NONE} or what is wrong
     */
    public TripReason checkRig(RigFrame frame, SensorReading reading, long missed) {
        TripReason status = checkStatus(frame.status());
        if (status != TripReason.NONE) {
            return status;
        }
        if (!finite(reading.position()) || !finite(reading.angle1()) || !finite(reading.angle2())) {
            return TripReason.NOT_FINITE;
        }
        boolean first = !hasPrevious;
        boolean stale = !first && frame.sequence() == previousSequence;
        periodsSinceFresh += 1 + missed;
        boolean jumped = !first && jumped(reading, periodsSinceFresh);
        staleCycles = stale ? staleCycles + 1 : 0;
        periodsSinceFresh = stale ? periodsSinceFresh : 0;
        hasPrevious = true;
        previousSequence = frame.sequence();
        previousPosition = reading.position();
        previousAngle1 = reading.angle1();
        previousAngle2 = reading.angle2();
        if (staleCycles >= limits.staleCycles()) {
            return TripReason.STALE;
        }
        return jumped ? TripReason.ENCODER_JUMP : TripReason.NONE;
    }

    private static TripReason checkStatus(int status) {
        if ((status & RigStatus.EMERGENCY_STOP) != 0) {
            return TripReason.EMERGENCY_STOP;
        }
        return (status & RigStatus.FAULTS) != 0 ? TripReason.RIG_FAULT : TripReason.NONE;
    }

    private boolean jumped(SensorReading reading, long periods) {
        return exceeds(reading.position() - previousPosition, limits.positionJump() * periods)
                || exceeds(reading.angle1() - previousAngle1, limits.angleJump() * periods)
                || exceeds(reading.angle2() - previousAngle2, limits.angleJump() * periods);
    }

    /**
     * Checks where the pendulum is and how fast it moves.
     *
     * @param frame raw sample of this cycle
     * @param reading the same, calibrated
     * @param state estimate of this cycle
     * @return {@link TripReason#NONE} or what is wrong
     */
    public TripReason checkMotion(RigFrame frame, SensorReading reading, StateView state) {
        if (!finite(state.position())
                || !finite(state.angle1())
                || !finite(state.angle2())
                || !finite(state.velocity())
                || !finite(state.rate1())
                || !finite(state.rate2())) {
            return TripReason.NOT_FINITE;
        }
        if ((frame.status() & RigStatus.END_STOP) != 0) {
            return TripReason.END_STOP;
        }
        if (exceeds(reading.position(), limits.position())) {
            return TripReason.POSITION;
        }
        if (exceeds(reading.angle1(), limits.angle()) || exceeds(reading.angle2(), limits.angle())) {
            return TripReason.ANGLE;
        }
        if (exceeds(state.velocity(), limits.velocity())) {
            return TripReason.VELOCITY;
        }
        return exceeds(state.rate1(), limits.rate()) || exceeds(state.rate2(), limits.rate())
                ? TripReason.RATE
                : TripReason.NONE;
    }

    private static boolean exceeds(double value, double limit) {
        return !(StrictMath.abs(value) <= limit);
    }

    private static boolean finite(double value) {
        return StrictMath.abs(value) < Double.POSITIVE_INFINITY;
    }
}
