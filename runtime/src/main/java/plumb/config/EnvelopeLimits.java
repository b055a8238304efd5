package plumb.config;

/**
 * Outside these limits the loop trips: safe command in the same cycle. Immutable; any thread.
 *
 * @param position greatest |cart position|, m
 * @param angle greatest |angle| of either link, rad; while it swings up there is none
 * @param velocity greatest |cart velocity|, m/s
 * @param rate greatest |angular rate| of either link, rad/s
 * @param swingRate the same while the pendulum swings up, rad/s
 * @param angleJump greatest change of either sensed angle from one cycle to the next, rad per period: more is an encoder
 *     fault
 * @param positionJump greatest change of the sensed cart position from one cycle to the next, m per period
 * @param staleCycles cycles without a new sample before the loop trips
 */
public record EnvelopeLimits(
        double position,
        double angle,
        double velocity,
        double rate,
        double swingRate,
        double angleJump,
        double positionJump,
        int staleCycles) {}
