package plumb.estimate;

/**
 * Position, rate and acceleration of one joint, tracked from samples of its position at any instants: what
 * {@link TrackingLoop} and {@link RobustDifferentiator} share. Control thread only; does not allocate. Units: the
 * position's and its derivatives per second.
 *
 * <p>Between samples h apart the acceleration is held (exact for a parabola), then the innovation r corrects all three with
 * the gains that put the three poles of the error at theta:
 *
 * <pre>
 * p- = p + h v + h^2/2 a     v- = v + h a     a- = a     r = sample - p-
 * p = p- + (1 - theta^3) r
 * v = v- + 3/2 (1 - theta)^2 (1 + theta) r / h
 * a = a- + (1 - theta)^3 r / h^2
 * </pre>
 *
 * <p>This is the critically damped alpha-beta-gamma tracker (P. R. Kalata, IEEE Trans. Aerospace and Electronic Systems 20,
 * 1984; E. Brookner, Tracking and Kalman Filtering Made Easy, 1998, section 1.3: the third-order fading-memory polynomial
 * filter). theta = 0 forgets everything but this sample, theta = 1 ignores it.
 *
 * <p><b>Rounding.</b> A counter says only in which cell the joint is. The part of an innovation that its rounding explains,
 * up to half a quantum either way, counts with a small weight; so the tracker follows the crossings from cell to cell,
 * which are exact, and does not take the standing still in between for rest. A weight
 * above 1/9 keeps the small error's polynomial s^3 + 3 w s^2 + 3 w s + w stable (Routh).
 */
final class PositionTracker {
    private final double halfQuantum;
    private final double roundingWeight;
    private double position;
    private double rate;
    private double acceleration;

    /**
     * A tracker at rest at zero.
     *
     * @param quantum resolution of the sensor; 0 = exact
     * @param roundingWeight of the part of an innovation within half a quantum; 1 = all innovation counts alike
     */
    PositionTracker(double quantum, double roundingWeight) {
        halfQuantum = quantum / 2;
        this.roundingWeight = roundingWeight;
    }

    /** Starts anew, without acceleration. */
    void start(double position, double rate) {
        this.position = position;
        this.rate = rate;
        acceleration = 0;
    }

    /** What a sample says beyond the prediction, less what rounding explains; changes nothing. */
    double innovation(double sample, double elapsed) {
        double difference = sample - (position + elapsed * (rate + 0.5 * elapsed * acceleration));
        double explained = Math.max(-halfQuantum, Math.min(halfQuantum, difference));
        return difference - (1 - roundingWeight) * explained;
    }

    /**
     * Moves on to a sample.
     *
     * @param sample its value: where the numbers leave the range of a double, the tracker starts anew from it
     * @param innovation of {@link #innovation} for the same sample and time
     * @param theta pole of the error, from 0 to 1
     * @param elapsed since the last sample, s, above 0
     */
    void advance(double sample, double innovation, double theta, double elapsed) {
        double forget = 1 - theta;
        double kick = forget * forget * innovation / elapsed;
        double before = rate + 0.5 * elapsed * acceleration;
        position += elapsed * before + (1 - theta * theta * theta) * innovation;
        rate += elapsed * acceleration + 1.5 * (1 + theta) * kick;
        acceleration += forget * kick / elapsed;
        if (!(Math.abs(position) + Math.abs(rate) + Math.abs(acceleration) < Double.POSITIVE_INFINITY)) {
            start(sample, 0);
        }
    }

    /** Tracked position. */
    double position() {
        return position;
    }

    /** Tracked rate. */
    double rate() {
        return rate;
    }

    /** Tracked acceleration. */
    double acceleration() {
        return acceleration;
    }
}
