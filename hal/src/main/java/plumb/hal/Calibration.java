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
    /** Checks the scale factors; throws {@link IllegalArgumentException} naming the one that is wrong. */
    public Calibration {
        scale("positionQuantum", positionQuantum);
        scale("angle1Quantum", angle1Quantum);
        scale("angle2Quantum", angle2Quantum);
    }

    private static void scale(String name, double value) {
        if (value == 0 || !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be finite and not 0");
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
        if (sensesRates()) {
            reading.setRates(
                    frame.velocityCount() * velocityQuantum,
                    frame.rate1Count() * rateQuantum,
                    frame.rate2Count() * rateQuantum);
        } else {
            reading.setRates(Double.NaN, Double.NaN, Double.NaN);
        }
    }
}
