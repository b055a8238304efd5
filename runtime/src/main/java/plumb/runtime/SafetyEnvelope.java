package plumb.runtime;

import plumb.config.EnvelopeLimits;
import plumb.estimate.SensorReading;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.model.Angle;
import plumb.model.SafetyCritical;
import plumb.model.StateView;

/**
 * Decides in every cycle whether the motor may be driven. Control thread; does not allocate.
 *
 * <p>Two questions, because not everything matters before engagement: {@link #checkRig} (is the rig sane?) always, and
 * while engaged, is the pendulum inside its limits? Those are {@link #checkMotion} for a pendulum that was upright from the
 * start, {@link #checkSwing} while one swings up, {@link #checkMotionAfterSwing} once it is up. Comparisons are written so that a value that
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
        return check(frame, reading, state, reading.angle1(), reading.angle2(), limits.rate());
    }

    /** The same for a pendulum that was swung up: its encoders may have counted turns, so angles are taken on a circle. */
    public TripReason checkMotionAfterSwing(RigFrame frame, SensorReading reading, StateView state) {
        double angle1 = Angle.wrapped(reading.angle1());
        double angle2 = Angle.wrapped(reading.angle2());
        return check(frame, reading, state, angle1, angle2, limits.rate());
    }

    /** The same while a pendulum swings up: any angle, and rates up to the limit for swinging. */
    public TripReason checkSwing(RigFrame frame, SensorReading reading, StateView state) {
        return check(frame, reading, state, 0, 0, limits.swingRate());
    }

    private TripReason check(
            RigFrame frame, SensorReading reading, StateView state, double angle1, double angle2, double rate) {
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
        if (exceeds(angle1, limits.angle()) || exceeds(angle2, limits.angle())) {
            return TripReason.ANGLE;
        }
        if (exceeds(state.velocity(), limits.velocity())) {
            return TripReason.VELOCITY;
        }
        return exceeds(state.rate1(), rate) || exceeds(state.rate2(), rate) ? TripReason.RATE : TripReason.NONE;
    }

    private static boolean exceeds(double value, double limit) {
        return !(StrictMath.abs(value) <= limit);
    }

    private static boolean finite(double value) {
        return StrictMath.abs(value) < Double.POSITIVE_INFINITY;
    }
}
