package plumb.hal;

import plumb.estimate.SensorReading;

/**
 * From raw counts to SI units: {@code value = count * quantum - zero} per channel. Immutable; {@link #apply} on the
 * control thread.
 *
 * @param positionQuantum m per count; negative where the encoder counts the other way
 * @param angle1Quantum rad per count
 * @param angle2Quantum rad per count
 * @param positionZero m to subtract
 * @param angle1Zero rad to subtract
 * @param angle2Zero rad to subtract
 * @param velocityQuantum m/s per count; 0 where the rig senses no rates
 * @param rateQuantum rad/s per count; 0 where the rig senses no rates
 */
public record Calibration(
        double positionQuantum,
        double angle1Quantum,
        double angle2Quantum,
        double positionZero,
        double angle1Zero,
        double angle2Zero,
        double velocityQuantum,
        double rateQuantum) {
    /** Checks scale factors and zeros; throws {@link IllegalArgumentException} naming the one that is wrong. */
    public Calibration {
        scale("positionQuantum", positionQuantum);
        scale("angle1Quantum", angle1Quantum);
        scale("angle2Quantum", angle2Quantum);
        finite("positionZero", positionZero);
        finite("angle1Zero", angle1Zero);
        finite("angle2Zero", angle2Zero);
        finite("velocityQuantum", velocityQuantum);
        finite("rateQuantum", rateQuantum);
        if ((velocityQuantum == 0) != (rateQuantum == 0)) {
            throw new IllegalArgumentException("velocityQuantum is " + velocityQuantum + " and rateQuantum is "
                    + rateQuantum + ", must both be 0 (no rates) or both not");
        }
    }

    private static void scale(String name, double value) {
        if (value == 0 || !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be finite and not 0");
        }
    }

    private static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be finite");
        }
    }

    /** Whether rates are calibrated. */
    public boolean sensesRates() {
        return rateQuantum != 0;
    }

    /**
     * Converts a frame.
     *
     * @param frame not modified
     * @param reading modified
     */
    public void apply(RigFrame frame, SensorReading reading) {
        reading.setPositions(
                frame.timeNanos(),
                frame.positionCount() * positionQuantum - positionZero,
                frame.angle1Count() * angle1Quantum - angle1Zero,
                frame.angle2Count() * angle2Quantum - angle2Zero);
        reading.setAge(frame.ageNanos());
        if (sensesRates()) {
            reading.setRates(
                    frame.velocityCount() * velocityQuantum,
                    frame.rate1Count() * rateQuantum,
                    frame.rate2Count() * rateQuantum);
        } else {
            reading.setRates(Double.NaN, Double.NaN, Double.NaN);
        }
    }

    /** The count an encoder shows at a cart position, m: the nearest one, as in all the inverses below. */
    public long positionCount(double position) {
        return nearest((position + positionZero) / positionQuantum);
    }

    /** The count of link 1 at an angle, rad. */
    public long angle1Count(double angle) {
        return nearest((angle + angle1Zero) / angle1Quantum);
    }

    /** The count of link 2 at an angle, rad. */
    public long angle2Count(double angle) {
        return nearest((angle + angle2Zero) / angle2Quantum);
    }

    /** The count of a cart velocity, m/s; only where the rig senses rates. */
    public long velocityCount(double velocity) {
        return nearest(velocity / velocityQuantum);
    }

    /** The count of a link's rate, rad/s; only where the rig senses rates. */
    public long rateCount(double rate) {
        return nearest(rate / rateQuantum);
    }

    /**
     * Half-way cases go up, on both sides of zero, so that all counts are equally wide. {@code Math.floor} is exact by
     * definition, and unlike that of {@code StrictMath} one machine instruction.
     */
    private static long nearest(double counts) {
        return (long) Math.floor(counts + 0.5);
    }
}
